import * as vscode from 'vscode';
import { LanguageModelTools } from './vscode/agents/languageModelTools';
import { Launcher } from './vscode/agents/launcher';
import { McpServers } from './vscode/agents/mcpServers';
import { Attention } from './vscode/attention';
import { perform, registerCommands } from './vscode/commands';
import type { CommandServices } from './vscode/commands/services';
import { startContributions } from './vscode/contribution';
import { Documents } from './vscode/documents/documents';
import { EditableTexts } from './vscode/documents/editableTexts';
import { EvidenceDecorations } from './vscode/evidence/decorations';
import { EvidenceDiagnostics } from './vscode/evidence/diagnostics';
import { Evidence } from './vscode/evidence/evidence';
import { Observation } from './vscode/evidence/observation';
import { PolicySync } from './vscode/evidence/policySync';
import { QuickFixes } from './vscode/evidence/quickFixes';
import { RecordedTexts } from './vscode/evidence/recordedTexts';
import { WindowState } from './vscode/evidence/windowState';
import { FileProblems } from './vscode/fileProblems';
import { readHostKey } from './vscode/hostKey';
import { followFirstTask } from './vscode/milestones';
import { InterruptedWork } from './vscode/notices/interruptedWork';
import { NewApprovals } from './vscode/notices/newApprovals';
import { RefusedActs } from './vscode/notices/refusedActs';
import { OwnClaims } from './vscode/ownClaims';
import { TaskPanels } from './vscode/panels/taskPanels';
import { SenselessSettings } from './vscode/senselessSettings';
import { StatusBar } from './vscode/statusBar';
import { Stores } from './vscode/stores';
import { NeedsYouView } from './vscode/views/needsYouView';
import { LookMemory } from './vscode/views/tasks/lookMemory';
import { OpenRows } from './vscode/views/tasks/openRows';
import { TasksView } from './vscode/views/tasksView';

let stores: Stores | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Task Orchestrator', { log: true });
  context.subscriptions.push(log);
  const bundled = (name: string) => vscode.Uri.joinPath(context.extensionUri, 'dist', name).fsPath;
  const { version } = context.extension.packageJSON as { version: string };
  const files = { worker: bundled('engine.js'), wasm: bundled('sql-wasm.wasm'), version };
  const all = (stores = new Stores(files, readHostKey(context, log), log));
  const attention = new Attention(all, log);
  const tasksView = new TasksView(
    all,
    new LookMemory(context.workspaceState),
    new OpenRows(context.workspaceState),
    log,
  );
  const needsYouView = new NeedsYouView(all, attention);
  const documents = new Documents(all);
  const texts = new EditableTexts(all);
  const evidence = new Evidence(all, log);
  const diagnostics = new EvidenceDiagnostics(all, evidence, documents);
  const claims = new OwnClaims(context.workspaceState);
  const panels = new TaskPanels(all, context.extensionUri, log);
  const program = bundled('mcp.js');
  const launcher = new Launcher(context.globalStorageUri.fsPath, program);
  launcher
    .refresh()
    .catch((error: unknown) => log.warn('The program that agents start was not brought up to date', error));
  const services: CommandServices = {
    extensionId: context.extension.id,
    stores: all,
    attention,
    tasksView,
    panels,
    documents,
    texts,
    claims,
    launcher,
    log,
  };
  startContributions(context, log, [
    { name: 'stores', start: () => all.start() },
    { name: 'attention', start: () => attention.start() },
    { name: 'documents', start: () => documents.start() },
    { name: 'texts', start: () => texts.start() },
    { name: 'commands', start: () => registerCommands(services) },
    { name: 'panels', start: () => panels.start((key, argument) => perform(services, key, argument)) },
    { name: 'observation of files', start: () => new Observation(all, log).start() },
    { name: 'state of the window', start: () => new WindowState(all).start() },
    { name: 'settings that make no sense', start: () => new SenselessSettings(log).start() },
    { name: 'policy', start: () => new PolicySync(all, context.workspaceState, log).start() },
    { name: 'evidence', start: () => evidence.start() },
    { name: 'recorded texts', start: () => new RecordedTexts(all).start() },
    { name: 'problems of evidence', start: () => diagnostics.start() },
    { name: 'quick fixes', start: () => new QuickFixes(diagnostics).start() },
    { name: 'decorations', start: () => new EvidenceDecorations(evidence).start() },
    { name: 'problems of written files', start: () => new FileProblems(all).start() },
    { name: 'tools for agents', start: () => new LanguageModelTools(all, bundled('tools.js')).start() },
    { name: 'servers for agents', start: () => new McpServers(all, program, version).start() },
    { name: 'tasks view', start: () => tasksView.start() },
    { name: 'needs-you view', start: () => needsYouView.start() },
    { name: 'status bar', start: () => new StatusBar(all, attention).start() },
    { name: 'first task', start: () => followFirstTask(all, log) },
    { name: 'notice of approvals', start: () => new NewApprovals(attention).start() },
    { name: 'notice of interrupted work', start: () => new InterruptedWork(attention).start() },
    { name: 'notice of refused acts', start: () => new RefusedActs(all, log).start() },
  ]);
}

/** VS Code waits for this: what was sent is finished, and a store of ordinary size is folded into `state.db`. */
export function deactivate(): Promise<void> | undefined {
  return stores?.close();
}
