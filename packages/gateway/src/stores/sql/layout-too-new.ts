import { GatewayError } from '../../errors/gateway-error.ts';

/** What is said of tables that a later version of the program made. */
export function layoutTooNew(place: string, role: string, found: number, known: number): GatewayError {
  return new GatewayError(
    'gateway.store_too_new',
    `the ${role} in ${place} have layout ${found}, and this program knows layouts up to ${known}`,
    { hint: 'a later version of Signalbox wrote them: use that one, or another place' },
  );
}
