// The Tasks view at 10,000 and 100,000 tasks, measured inside a real extension host: `npm run bench:tree`.
process.env['TASK_ORCHESTRATOR_FIGURES'] = 'yes';
process.argv.push('host');
await import('./test.mjs');
