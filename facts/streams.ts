/**
 * What a Kinesis stream on demand costs a month with nothing in it, US dollars: 730 hours at 0.04 in us-east-1, where it is
 * cheapest. Source: price list of Kinesis Data Streams, November 2026.
 */
export const STREAM_AT_REST_USD = '29.20';
