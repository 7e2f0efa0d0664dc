namespace Foray.Tracking.Store.Sql;

/// <summary>What makes a schema of one version out of that of the version before.</summary>
/// <param name="Version">The version that it leads to; the first one is 1.</param>
/// <param name="Statements">What to do, in order.</param>
internal sealed record Migration(int Version, IReadOnlyList<SchemaStatement> Statements);
