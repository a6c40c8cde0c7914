import { free, used } from '../component';
import { blocks } from '../read';
import type { Meter } from './meter';

const UNIT = '100 thousand events';
const PER_UNIT = '0.00001';

/** The first trail's management events are free, copies are not; data events and insights cost where they are recorded. */
export const cloudtrail: Meter = (resource, context) => {
  const { values } = resource;
  const [first] = context.all(resource.type);
  const management = context.usage('aws_cloudtrail.monthly_management_events', 'monthly_additional_management_events');
  const data = context.usage('aws_cloudtrail.monthly_data_events');
  const recordsData =
    blocks(values, 'event_selector').some((selector) => blocks(selector, 'data_resource').length > 0) ||
    blocks(values, 'advanced_event_selector').length > 0;
  return [
    first?.address === resource.address && first.stack === resource.stack
      ? free('management events', 'the first copy in an account and region costs nothing')
      : used('management events, another copy', 'cloudtrail/management-copy', UNIT, management, PER_UNIT),
    ...(recordsData ? [used('data events', 'cloudtrail/data', UNIT, data, PER_UNIT)] : []),
    ...(blocks(values, 'insight_selector').length > 0
      ? [used('insights', 'cloudtrail/insights', UNIT, management, PER_UNIT)]
      : []),
  ];
};
