import type { Vocabulary } from '@signalbox/engine';
import type { ResponseCache } from '../cache/response-cache.ts';
import type { ProbeSuites } from '../contract/index.ts';
import type { RequestFailure } from '../errors/request-failure.ts';
import type { HttpRequest, HttpResponse } from '../http/http-message.ts';
import type { JsonRecord } from '../json/json-record.ts';
import type { GatewayClock } from '../pipeline/exchange.ts';
import type { SignalFamily, Snapshot } from '../pipeline/snapshot.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { BodyKeeper } from '../recording/body-keeper.ts';
import type { OutcomeStore } from '../stores/roles/outcomes.ts';
import type { RecordStore } from '../stores/roles/records.ts';
import type { SignalDrift } from '../telemetry/drift/signal-drift.ts';
import type { LogRing } from '../telemetry/log-ring.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { FamilySnapshot } from '../telemetry/metric-families.ts';
import type { GatewayMetrics } from '../telemetry/metrics.ts';
import type { Access, AccessRules } from './access.ts';
import type { ClassifyPorts } from './classify/classifications.ts';
import type { ConfigControl } from './config/config-control.ts';
import type { Pages } from './pages/pages.ts';
import type { SetupControl } from './setup/setup-control.ts';
import type { WeightsSource } from './weights/weights-source.ts';

/** Other processes of the same router, as the one with the management port sees them. */
export interface Peers {
  /** What each of them counts. */
  metrics(): Promise<readonly (readonly FamilySnapshot[])[]>;
}

/** A request to a management route, its path taken apart. */
export interface ManagementRequest {
  readonly http: HttpRequest;
  /** Values of the path's `{names}`, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** What management routes may use. */
export interface ManagementServices {
  /** The config in force. */
  readonly snapshot: Snapshot;
  /** Answers kept for repeated requests. */
  readonly cache: ResponseCache;
  readonly records: RecordStore;
  /** Bodies on their way into records of this process. */
  readonly bodies: Pick<BodyKeeper, 'settled'>;
  readonly outcomes: OutcomeStore;
  readonly drift: SignalDrift;
  readonly metrics: GatewayMetrics;
  readonly families: readonly SignalFamily[];
  readonly routes: readonly ManagementRoute[];
  /** What the data plane speaks. */
  readonly protocols: readonly Protocol[];
  readonly logger: Logger;
  /** The latest lines of the log; undefined where none are kept. */
  readonly logRing: LogRing | undefined;
  readonly access: AccessRules;
  readonly clock: GatewayClock;
  /** A new unique id. */
  readonly createId: () => string;
  /** The models that classify endpoints ask. */
  readonly ports: ClassifyPorts;
  /** Undefined where the config cannot be changed from here. */
  readonly configControl: ConfigControl | undefined;
  /** Makes the first config; undefined where nobody gave it. */
  readonly setup: SetupControl | undefined;
  /** The processes that serve the data plane, where this one only manages them. */
  readonly peers: Peers | undefined;
  /** Answers a request of the data plane, wherever that is. */
  readonly askDataPlane: (request: HttpRequest) => Promise<HttpResponse | RequestFailure>;
  /** What browsers are shown; undefined for nothing. */
  readonly pages: Pages | undefined;
  /** Weights of the embedded models; undefined where nobody gave them. */
  readonly weights: WeightsSource | undefined;
  /** Probes that belong to the config in force. */
  readonly probes: () => ProbeSuites['suites'];
  /** What configs may name; undefined where nobody gave it. */
  readonly vocabulary: Vocabulary | undefined;
  /** False once the gateway is closing. */
  readonly isReady: boolean;
}

/** One value that a route reads beside its body. */
export interface RouteParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  /** A phrase: what it says. */
  readonly description: string;
  readonly isRequired?: boolean;
  /** JSON Schema of its value; default any text. */
  readonly schema?: JsonRecord;
}

/** What a route takes. */
export interface RouteBody {
  /** One body that does, by content type. */
  readonly examples: Readonly<Record<string, unknown>>;
}

/** One endpoint of the management API. Adding one: its file, its test, and a line in `api/index.ts`. */
export interface ManagementRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{names}` for one segment each: `/v1/router_replay/{id}`. */
  readonly path: string;
  readonly access: Access;
  /** One sentence. */
  readonly summary: string;
  /** Each `{name}` of the path is one of them. */
  readonly parameters?: readonly RouteParameter[];
  readonly body?: RouteBody;
  /** Content types of its answer; default JSON. */
  readonly answersIn?: readonly string[];
  handle(
    request: ManagementRequest,
    services: ManagementServices,
  ): HttpResponse | RequestFailure | Promise<HttpResponse | RequestFailure>;
}
