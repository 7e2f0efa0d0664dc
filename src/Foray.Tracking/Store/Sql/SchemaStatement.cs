namespace Foray.Tracking.Store.Sql;

/// <summary>A statement of a migration. The words <c>{identity}</c>, <c>{text}</c>, <c>{bytes}</c> and <c>{clustered}</c> stand for the engine's own.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="PostgresOnly">Whether SQLite leaves it out.</param>
internal sealed record SchemaStatement(string Sql, bool PostgresOnly = false)
{
    public static implicit operator SchemaStatement(string sql) => new(sql);
}
