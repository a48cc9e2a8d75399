import type { ConfigVersionList } from '@signalbox/gateway/contract';
import { type ConfigChoice, versionOf } from '../../engine/config-choice.ts';
import { formatDate } from '../../lib/format.ts';
import { versionsQuery } from '../../lib/queries.ts';
import { queryClient } from '../../lib/query-client.ts';

/** A chosen config in words, for what stays when the choice is gone. */
export function choiceLabel(choice: ConfigChoice): string {
  const version = versionOf(choice);
  if (version === undefined) return choice === 'draft' ? 'the draft' : 'the config in force';
  const known = queryClient.getQueryData<ConfigVersionList>(versionsQuery.queryKey);
  const found = known?.versions.find(({ id }) => id === version);
  return found === undefined ? `version ${version}` : versionLabel(found);
}

/** A version in words. */
export function versionLabel({ at, note }: ConfigVersionList['versions'][number]): string {
  return note === undefined ? `version of ${formatDate(at)}` : `${note}, ${formatDate(at)}`;
}
