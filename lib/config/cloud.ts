/** Rules for the section `cloud`: what the stacks on AWS are called, and how they run. */
import { z } from 'zod';
import { CLOUD_DEFAULTS } from './defaults.ts';
import { choice, number, scalar, section, wants, yesOrNo } from './values.ts';

// Lambda gives up to 10,240 MB; with less than 1,024 DuckDB's share would not hold one dump's columns.
const MEMORY = { least: 1024, most: 10_240 } as const;
const memory = number(
  `give whole megabytes from ${MEMORY.least} to ${MEMORY.most}`,
  (value) => Number.isInteger(value) && value >= MEMORY.least && value <= MEMORY.most,
);

// A packed dump with a broken record takes up to 3.7 times its text on the function's disk of 10,240 MB, and its records are
// read one by one, at some 3 MB a second in the function's quarter of an hour.
const LARGEST = { least: 1, most: 2500 } as const;
const dumpSize = number(
  `give whole megabytes from ${LARGEST.least} to ${LARGEST.most}`,
  (value) => Number.isInteger(value) && value >= LARGEST.least && value <= LARGEST.most,
);

// CloudWatch looks back seven days at most.
const hours = number(
  'give whole hours from 1 to 168',
  (value) => Number.isInteger(value) && value >= 1 && value <= 168,
);

// Stacks, databases and buckets of the name get these ends: another warehouse so called would take their place.
const TAKEN_ENDS = /_(data|restricted|history|build|results)$/;

const stackName = scalar(
  'give up to 41 small letters, digits and _, a letter first, and none of _data, _restricted, _history, _build and _results at its end',
  (text) => (/^[a-z][a-z0-9_]{0,40}$/.test(text) && !TAKEN_ENDS.test(text) ? text : undefined),
);

const timeOfDay = scalar('give hours and minutes, such as "04:30"', (text) =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : undefined,
);

const address = scalar('give an e-mail address', (text) =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text : undefined,
);

export const cloud = section(
  {
    name: stackName.default(CLOUD_DEFAULTS.name),
    refresh_at: timeOfDay.default(CLOUD_DEFAULTS.refresh_at),
    notify: z
      .array(address, { error: wants('give a list of e-mail addresses in [ ]') })
      .default([...CLOUD_DEFAULTS.notify]),
    architecture: choice(['arm64', 'x86_64']).default(CLOUD_DEFAULTS.architecture),
    memory: section(
      {
        intake: memory.default(CLOUD_DEFAULTS.memory.intake),
        refresh: memory.default(CLOUD_DEFAULTS.memory.refresh),
      },
      'give { intake: 3008, refresh: 10240 } or leave it out',
    ).prefault({}),
    largest_dump_mb: dumpSize.default(CLOUD_DEFAULTS.largest_dump_mb),
    freshness_hours: hours.default(CLOUD_DEFAULTS.freshness_hours),
    protect: yesOrNo.default(CLOUD_DEFAULTS.protect),
  },
  'give keys such as name, refresh_at and notify',
);
