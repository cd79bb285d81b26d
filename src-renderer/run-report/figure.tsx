import type { JSX, ReactNode } from 'react';

type FigureProps = {
  readonly title: string;
  /** What is to be seen in it, in a sentence. */
  readonly note: string;
  /** Beside the title. */
  readonly end?: ReactNode;
  readonly children: ReactNode;
  /** The same as a table. */
  readonly table: ReactNode;
};

/** A plot with its numbers behind it, for who wants them or can't see it. */
export const Figure = ({ title, note, end, children, table }: FigureProps): JSX.Element => (
  <section className="rr-figure" aria-label={title}>
    <div className="rr-figure-head">
      <h3 className="ds-section-title">{title}</h3>
      {end}
    </div>
    <p className="ds-field-note">{note}</p>
    {children}
    <details className="rr-behind">
      <summary>As a table</summary>
      {table}
    </details>
  </section>
);

export type Column<Row> = {
  readonly title: string;
  /** A number: to the right, in figures. */
  readonly number?: boolean;
  cell(row: Row): ReactNode;
};

type TableProps<Row> = {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  keyOf(row: Row): string;
};

/** Rows that are drawn: a run of a day has tens of thousands of steps, and the CSV has them all. */
const mostRows = 500;

export const ReportTable = <Row,>({ label, columns, rows, keyOf }: TableProps<Row>): JSX.Element => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
  <section className="rr-scroll" aria-label={label} tabIndex={0}>
    <table className="rr-table">
      <thead>
        <tr>
          {columns.map(({ title, number = false }) => (
            <th key={title} scope="col" className={number ? 'rr-number' : ''}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, mostRows).map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ title, number = false, cell }) => (
              <td key={title} className={number ? 'rr-number ds-figures' : ''}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    {rows.length > mostRows && <p className="ds-field-note">{rows.length - mostRows} more are in the CSV.</p>}
  </section>
);
