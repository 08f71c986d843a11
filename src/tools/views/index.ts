import type { ToolStore } from '../store';
import type { Answer } from '../tool';
import { detailView } from './detail';
import { listView } from './list';
import { statusView, synthesisView } from './overview';
import { treeView } from './tree';
import type { Wanted } from './wanted';

export function requestedView(store: ToolStore, wanted: Wanted): Promise<Answer> {
  switch (wanted.view ?? 'list') {
    case 'list':
      return listView(store, wanted);
    case 'detail':
      return detailView(store, wanted);
    case 'tree':
      return treeView(store, wanted);
    case 'synthesis':
      return synthesisView(store, wanted);
    case 'status':
      return statusView(store, wanted);
  }
}
