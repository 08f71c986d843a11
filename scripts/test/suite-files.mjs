// A suite may run in another process than whoever asked for it, and an extension host has neither a command line nor an output
// of its own. So both sides meet in files and variables.

/** Names the file into which a suite writes its counts. */
export const COUNTS_FILE_VARIABLE = 'TASK_ORCHESTRATOR_TEST_COUNTS';

/** Names the file that says what a suite is at, for when it does not end. */
export const PLACE_FILE_VARIABLE = 'TASK_ORCHESTRATOR_TEST_PLACE';

/** Names the file into which a suite writes what a person should read, where its standard output is not its own. */
export const REPORT_FILE_VARIABLE = 'TASK_ORCHESTRATOR_TEST_REPORT';

/** Holds arguments for mocha as a JSON list. */
export const MOCHA_ARGUMENTS_VARIABLE = 'TASK_ORCHESTRATOR_TEST_MOCHA';
