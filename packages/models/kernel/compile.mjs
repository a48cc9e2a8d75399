// Compiles the kernel: `npm run build:kernel`. A test holds that what is committed is what this gives.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const OUTPUT = join(import.meta.dirname, '../src/embedded/kernel-wasm.generated.ts');

/**
 * The content of the file that holds the compiled kernel; throws what the compiler says about its source.
 *
 * @returns {Promise<string>}
 */
export async function compiledKernel() {
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {Uint8Array | undefined} */
  let bytes;
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      '--baseDir',
      import.meta.dirname,
      '-o',
      'kernel.wasm',
      '-O3',
      '--noAssert',
      '--runtime',
      'stub',
      '--use',
      'abort=',
      '--enable',
      'simd',
    ],
    {
      writeFile: (name, content) => {
        if (name === 'kernel.wasm') bytes = /** @type {Uint8Array} */ (content);
      },
    },
  );
  if (error !== null || bytes === undefined) throw new Error(`the kernel does not compile: ${stderr}`);
  return [
    '// Compiled from packages/models/kernel: `npm run build:kernel` writes it.',
    `export const KERNEL_WASM =\n  '${Buffer.from(bytes).toString('base64')}';`,
    '',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(OUTPUT, await compiledKernel());
