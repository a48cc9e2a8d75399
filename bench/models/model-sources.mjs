import { openSmallOnnxModels } from './small-onnx-models.mjs';

/** @typedef {import('@signalbox/models').ModelPorts} ModelPorts */

/**
 * Models that the bench measures, by name: how they are loaded into the ports, as the server does it. Another adapter is
 * one entry more.
 *
 * @type {Readonly<Record<string, { summary: string, load: () => Promise<ModelPorts> }>>}
 */
export const modelSources = {
  embedded: {
    summary: 'the embedded models',
    async load() {
      const { loadEmbeddedModels } = await import('@signalbox/models');
      return loadEmbeddedModels();
    },
  },
  onnx: {
    summary: 'small models of random weights through the ONNX adapter',
    load: openSmallOnnxModels,
  },
};
