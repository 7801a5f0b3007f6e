import { configDefaults, defineConfig, mergeConfig } from 'vitest/config';
import unit, { SYSTEM } from './vitest.config.ts';

/** The whole way from a dump to what people open, on the command line. */
const config = mergeConfig(unit, defineConfig({}));
config.test = { ...config.test, include: SYSTEM, exclude: configDefaults.exclude };
export default config;
