using System.Collections.Concurrent;

namespace Foray.Tracking.Store.Sql;

/// <summary>Runs operations on the sessions of a store, each in a transaction of its own. A session that failed is not used again.</summary>
internal sealed class SqlWork(StoreEngine engine) : IAsyncDisposable
{
    private readonly ConcurrentBag<SqlSession> _idle = [];
    private volatile bool _disposed;

    public StoreEngine Engine => engine;

    /// <summary>Reads the store as it is now.</summary>
    public async Task<T> ReadAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken)
    {
        var session = await BeginReadAsync(cancellationToken);
        return await RunAsync(session, read);
    }

    /// <summary>Changes the store. Where the operation throws, nothing is changed.</summary>
    public async Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
    {
        var session = await RentAsync(cancellationToken);
        await GuardAsync(session, async () => session.Transaction = await engine.BeginWriteAsync(session.Connection, cancellationToken));
        return await RunAsync(session, write);
    }

    /// <summary>A session in a transaction that sees the store as it is now, for an operation that hands out what it reads bit by bit; given back with <see cref="EndAsync"/> or disposed.</summary>
    public async Task<SqlSession> BeginReadAsync(CancellationToken cancellationToken)
    {
        var session = await RentAsync(cancellationToken);
        await GuardAsync(session, async () => session.Transaction = await engine.BeginReadAsync(session.Connection, cancellationToken));
        return session;
    }

    /// <summary>Commits what a session did, and keeps the session for others.</summary>
    public async Task EndAsync(SqlSession session)
    {
        await session.Transaction!.CommitAsync(session.Cancelled);
        await session.Transaction.DisposeAsync();
        (session.Transaction, session.Cancelled) = (null, default);
        _idle.Add(session);
        if (_disposed)
            await DisposeAsync();
    }

    /// <summary>Runs something with a session that is in no transaction.</summary>
    public async Task PrepareAsync(Func<SqlSession, Task> prepare, CancellationToken cancellationToken)
    {
        var session = await RentAsync(cancellationToken);
        await GuardAsync(session, () => prepare(session));
        _idle.Add(session);
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        while (_idle.TryTake(out var session))
            await session.DisposeAsync();
    }

    /// <summary>Turns failures into what a user is told.</summary>
    public Exception Explain(Exception failure) => failure is InvalidDataException
        ? StoreErrors.Damaged(engine.Location, failure.Message, failure)
        : engine.Explain(failure) ?? failure;

    private async Task<SqlSession> RentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (_idle.TryTake(out var session))
        {
            session.Cancelled = cancellationToken;
            return session;
        }

        try
        {
            return new SqlSession(await engine.OpenAsync(cancellationToken), engine) { Cancelled = cancellationToken };
        }
        catch (Exception failure) when (engine.Explain(failure) is { } told)
        {
            throw told;
        }
    }

    private async Task<T> RunAsync<T>(SqlSession session, Func<SqlSession, Task<T>> work)
    {
        T result = default!;
        await GuardAsync(session, async () =>
        {
            result = await work(session);
            await EndAsync(session);
        });
        return result;
    }

    private async Task GuardAsync(SqlSession session, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure)
        {
            await session.DisposeAsync();
            if (Explain(failure) is var told && told != failure)
                throw told;
            throw;
        }
    }
}
