import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../design/button.tsx';
import { ErrorState } from '../design/plain-states.tsx';

type Props = { readonly name: string; readonly children: ReactNode };
type State = { readonly error: Error | null };

/** Keeps a fault in one panel from taking the window with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(`The ${this.props.name} failed`, error, info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div style={{ padding: 12 }}>
        <ErrorState
          error={{
            code: 'internal',
            message: `The ${this.props.name} failed.`,
            remedy: 'The rest of the window goes on; show it again to try once more.',
            details: error.message,
          }}
          action={<Button onClick={() => this.setState({ error: null })}>Show again</Button>}
        />
      </div>
    );
  }
}
