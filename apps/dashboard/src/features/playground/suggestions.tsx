import styles from './playground.module.css';

/** Questions of different sorts, so that they go to different places in most configs. */
const QUESTIONS = [
  'Prove that the square root of 2 is irrational.',
  'Who are you?',
  'Write a limerick about a lighthouse.',
  'Design a rate limiter that works across several servers, and explain its trade-offs.',
  '分析人工智能对未来社会的影响，并提出应对策略。',
];

export function Suggestions({ onPick }: { readonly onPick: (question: string) => void }) {
  return (
    <ul className={styles.suggestions} aria-label="Questions to try">
      {QUESTIONS.map((question) => (
        <li key={question}>
          <button type="button" onClick={() => onPick(question)}>
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}
