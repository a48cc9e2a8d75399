/**
 * Names of types of personal data that configs in use carry, whichever tagger is installed: a rule that allows one of
 * them says the same whether or not it can be found.
 */
export const KNOWN_PII_TYPES: readonly string[] = [
  'AGE',
  'CREDIT_CARD',
  'CRYPTO',
  'DATE_TIME',
  'DOMAIN_NAME',
  'EMAIL_ADDRESS',
  'GPE',
  'IBAN_CODE',
  'IP_ADDRESS',
  'LOCATION',
  'MEDICAL_LICENSE',
  'NRP',
  'ORGANIZATION',
  'PERSON',
  'PHONE_NUMBER',
  'STREET_ADDRESS',
  'TITLE',
  'URL',
  'US_BANK_NUMBER',
  'US_DRIVER_LICENSE',
  'US_ITIN',
  'US_PASSPORT',
  'US_SSN',
  'ZIP_CODE',
];
