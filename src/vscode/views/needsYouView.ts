import * as vscode from 'vscode';
import { viewId } from '../contributions/views';

/**
 * What waits for a person. Nothing in the product asks a person yet, so the view has no rows and its welcome text says
 * that; store problems are named there too.
 */
export class NeedsYouView implements vscode.TreeDataProvider<never> {
  start(): vscode.Disposable {
    return vscode.window.createTreeView(viewId('needsYou'), { treeDataProvider: this });
  }

  getTreeItem(node: never): never {
    return node;
  }

  getChildren(): never[] {
    return [];
  }
}
