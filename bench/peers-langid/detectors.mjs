import { eld } from 'eld/small';
import { detect } from 'tinyld';

/** Language detectors by name: text to an ISO 639-1 code. */
export const detectors = {
  tinyld: (text) => detect(text),
  'eld/small': (text) => eld.detect(text).language,
};
