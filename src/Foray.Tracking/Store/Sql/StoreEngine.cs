using System.Data.Common;
using Foray.Sdk.Diagnostics;

namespace Foray.Tracking.Store.Sql;

/// <summary>What SQLite and PostgreSQL do differently. All other SQL is the same for both.</summary>
internal abstract class StoreEngine
{
    /// <summary>The store as messages name it; holds no secret.</summary>
    public abstract string Location { get; }

    /// <summary>Turns a statement of the schema into the engine's own words. Null where the statement is not for this engine.</summary>
    public abstract string? Translate(SchemaStatement statement);

    /// <summary>Opens a connection that is ready for statements.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Sees what is at the location.</summary>
    /// <exception cref="DiagnosticException">Something that Foray did not make (FORAY306).</exception>
    public abstract Task<StoreGround> ExamineAsync(SqlSession session);

    /// <summary>Makes an empty place ready for the schema; called in the transaction that creates it.</summary>
    public abstract Task PrepareAsync(SqlSession session);

    /// <summary>Begins a transaction that sees the store as it is now.</summary>
    public abstract Task<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Begins a transaction that changes the store. There is one at a time in each store, so that none has to be repeated.</summary>
    public abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>A condition: whether the column has one of the values of a list parameter.</summary>
    public abstract string IsAmong(string column, string parameter);

    /// <summary>A list as a parameter's value.</summary>
    public abstract object List<T>(IReadOnlyList<T> values);

    /// <summary>A condition: whether a text is like a pattern, upper and lower case being different.</summary>
    /// <param name="column">The text.</param>
    /// <param name="parameter">The parameter that holds <see cref="Pattern"/>.</param>
    public abstract string IsLike(string column, string parameter);

    /// <summary>A pattern of <see cref="Search.Like"/> in the engine's own form.</summary>
    public abstract string Pattern(string pattern);

    /// <summary>What to tell the user about a failure; null where it is a fault of Foray's.</summary>
    public abstract DiagnosticException? Explain(Exception failure);
}
