import { useState } from 'react';
import type { Explanation } from '../../../domain/explanation';
import { useExplanation } from '../../api/explain-queries';
import { useConnection, useOverview } from '../../api/queries';
import { ChoiceRow } from '../../components/choice-row';
import { Loading } from '../../components/loading';
import { PageFrame } from '../../components/page-frame';
import { Problem } from '../../components/problem';
import { useNavigation } from '../../routing/navigation';
import { paths, type SubjectIds } from '../../routing/route';
import { kindNames } from '../../words/directory-words';
import { ExplanationView } from './explanation-view';
import { Forgotten } from './forgotten';
import { NothingStored } from './nothing-stored';
import { PersonActions } from './person-actions';
import { SubjectSearch } from './subject-search';

const title = 'Explain memberships';

interface ConnectorPlace {
  readonly id: string;
  readonly name: string;
}

interface ExplainPageProps {
  readonly id: string;
  /** Nobody yet: the page asks for whom. */
  readonly subject: SubjectIds;
}

export function ExplainPage({ id, subject }: ExplainPageProps) {
  const connection = useConnection(id);
  const connector = { id, name: connection.data?.connection.name ?? 'Connector' };
  if (subject.userId !== undefined || subject.groupId !== undefined) {
    return <SubjectPage connector={connector} subject={subject} />;
  }
  const kind = connection.data?.connection.configuration.kind;
  return (
    <PageFrame
      title={title}
      crumbs={[{ text: connector.name, to: paths.connector(id) }]}
      description={`Why is somebody in a group, or why not? The answer comes from what the last run stored; ${kind === undefined ? 'the directory' : kindNames[kind]} is not asked.`}
    >
      <div className="stack">
        <OtherConnectors id={id} />
        <SubjectSearch
          connectionId={id}
          label="Person or group"
          help="A part of a name, an e-mail address or an ID."
          offers="everything"
          placeOf={(found) => paths.explain(id, found)}
        />
        {connection.isError && (
          <Problem
            title="The connector could not be loaded"
            error={connection.error}
            onRetry={() => void connection.refetch()}
          />
        )}
        {connection.data !== undefined && connection.data.reading === undefined && (
          <NothingStored connectionId={id} />
        )}
      </div>
    </PageFrame>
  );
}

/** Each connector has an answer of its own. */
function OtherConnectors({ id }: { id: string }) {
  const connections = useOverview().data?.connections ?? [];
  const { navigate } = useNavigation();
  if (connections.length < 2) return null;
  return (
    <ChoiceRow
      label="Connector"
      options={connections.map((each) => ({ value: each.id, label: each.name }))}
      value={id}
      onChange={(other) => navigate(paths.explain(other))}
    />
  );
}

interface SubjectPageProps {
  readonly connector: ConnectorPlace;
  readonly subject: SubjectIds;
}

function SubjectPage({ connector, subject }: SubjectPageProps) {
  const [forgotten, setForgotten] = useState<string | undefined>();
  const crumbs = [
    { text: connector.name, to: paths.connector(connector.id) },
    { text: title, to: paths.explain(connector.id) },
  ];
  if (forgotten === undefined) {
    return (
      <ExplainedPage connector={connector} subject={subject} crumbs={crumbs} onForgotten={setForgotten} />
    );
  }
  return (
    <PageFrame title="Forgotten" crumbs={crumbs}>
      <Forgotten connectionId={connector.id} summary={forgotten} />
    </PageFrame>
  );
}

interface ExplainedPageProps extends SubjectPageProps {
  readonly crumbs: readonly { readonly text: string; readonly to: string }[];
  readonly onForgotten: (summary: string) => void;
}

function ExplainedPage({ connector, subject, crumbs, onForgotten }: ExplainedPageProps) {
  const query = useExplanation(connector.id, subject);
  const explained = query.data?.subject;
  return (
    <PageFrame
      title={query.data === undefined ? title : titleOf(query.data, subject)}
      crumbs={crumbs}
      actions={
        explained?.kind === 'person' && (
          <PersonActions connectionId={connector.id} person={explained.person} onForgotten={onForgotten} />
        )
      }
    >
      {query.isPending && <Loading label="Finding out" />}
      {query.data === undefined && query.isError && (
        <Problem
          title="This could not be explained"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data !== undefined && (
        <ExplanationView connectionId={connector.id} explanation={query.data} asked={subject} />
      )}
    </PageFrame>
  );
}

function titleOf({ subject, memberships: [first] }: Explanation, asked: SubjectIds): string {
  const name = subject.kind === 'person' ? subject.person.displayName : subject.group.name;
  if (asked.userId === undefined || asked.groupId === undefined || first === undefined) return name;
  return `${first.displayName ?? name} in ${first.group}`;
}
