import { editDraft } from '../../engine/draft-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ImportForm } from '../../ui/import-form.tsx';

/** Brings a config of vLLM Semantic Router: what became of each field, and the result into the draft. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const take = async (config: string) => {
    await editDraft('yaml', config);
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      look="wide"
      title="Bring a config"
      description="Of vLLM Semantic Router, as a file, from an address or as text. Nothing is in force until you review and apply it."
    >
      <ImportForm>
        {(config) => (
          <Button look="primary" disabled={config === undefined} onClick={() => void take(config!)}>
            Take into the draft
          </Button>
        )}
      </ImportForm>
    </Dialog>
  );
}
