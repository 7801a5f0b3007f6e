/** The models of purchases, the one without churn first. */
import { bgNbd, mbgNbd } from './beta-geometric.ts';
import type { ModelName, PurchaseModel } from './model.ts';
import { nbd } from './nbd.ts';
import { paretoNbd } from './pareto-nbd.ts';

export const MODELS: readonly PurchaseModel[] = [nbd, bgNbd, mbgNbd, paretoNbd];

export function modelNamed(name: ModelName): PurchaseModel {
  return MODELS.find((model) => model.name === name)!;
}
