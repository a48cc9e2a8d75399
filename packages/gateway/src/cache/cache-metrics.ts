/** What a cache of answers counts. Labels come from the config and from closed lists. */
export interface CacheMetrics {
  /** Counts one request that found an answer, by how, and the time that looking took. */
  hit(decision: string, kind: 'exact' | 'semantic' | 'shared', seconds: number): void;
  /** Counts one that found none, or that nobody looked for, by why. */
  missed(decision: string, reason: string, seconds: number): void;
  /** Counts one answer that was kept. */
  stored(decision: string): void;
  /** Counts one answer that was not kept, by why. */
  notStored(decision: string, reason: string): void;
  /** Counts one call of the store that failed: what others kept is not seen for now, or what was kept stays in this process. */
  storeFailed(operation: 'read' | 'write'): void;
  /** Counts one answer in other words that was compared with what the model says now. */
  verified(decision: string, isSame: boolean): void;
}
