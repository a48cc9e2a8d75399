import type { Caller } from '../access/caller.ts';
import { Reservation, type Spent } from '../access/limits/reservation.ts';
import { isFailure, type RequestFailure } from '../errors/request-failure.ts';
import type { DecisionRecord } from '../exchange/decision-record.ts';
import type { ParsedRequest } from '../protocols/protocol.ts';
import type { Exchange } from './exchange.ts';
import type { Notebook } from './notebook.ts';

type Step<Value> = Value | RequestFailure | Promise<Value | RequestFailure>;

/** Says who calls and whether they may call this at all, before their body is parsed. */
export function authenticate({ request, snapshot, services }: Exchange): Step<Caller> {
  const finish = (caller: Caller | RequestFailure): Caller | RequestFailure => {
    if (isFailure(caller)) return caller;
    if (caller.wasForged) services.metrics.identityRefused();
    return caller.grant.refuseEndpoint(request.path) ?? caller;
  };
  const caller = snapshot.access.authenticate(request);
  return caller instanceof Promise ? caller.then(finish) : finish(caller);
}

/** Lets a caller in that may ask for this model and has room left; undefined where nothing is limited. */
export function admit(
  exchange: Exchange,
  caller: Caller,
  { facts }: ParsedRequest,
  notebook: Notebook,
): Step<Reservation | undefined> {
  const refused = caller.grant.refuseModel(facts.requestedModel);
  if (refused !== undefined) return refused;
  const { snapshot, services, limitHeaders } = exchange;
  if (snapshot.limiter === undefined) return undefined;
  const reservation = new Reservation(snapshot.limiter, caller, facts, services.clock.time(), limitHeaders);
  notebook.onRecord((record, wasAsked) => reservation.settle(spentOf(record, wasAsked), record.model));
  return reservation.takeEarly().then((full) => full ?? reservation);
}

/** What an exchange used. Where a model worked and nobody says how much, that is not nothing. */
function spentOf({ usage, status, lifecycle, failure }: DecisionRecord, wasAsked: boolean): Spent {
  if (!wasAsked) return 'nothing';
  if (usage !== null) return usage;
  const isBackendsFault = lifecycle === 'failed' && (status ?? 0) >= 400 && failure?.code !== 'deadline_exceeded';
  return isBackendsFault ? 'nothing' : 'unknown';
}
