using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Foray.Storage;

namespace Foray.Experiments.State;

/// <summary>The journal of an experiment and what it adds up to. Whoever holds one is the only one that changes anything of the experiment.</summary>
internal sealed class StateStore : IDisposable
{
    private readonly StateLock _lock;
    private readonly Journal _journal;
    private readonly Lock _guard = new();

    private StateStore(StateLock stateLock, Journal journal)
    {
        (_lock, _journal) = (stateLock, journal);
        foreach (var record in journal.Records)
            State.Apply(Parse(record));
    }

    /// <summary>What the journal adds up to. To be read while nobody else works; what works at the same time as others asks with <see cref="Read{T}"/>.</summary>
    public ExperimentState State { get; } = new();

    /// <summary>Asks the state something while others may add to it.</summary>
    public T Read<T>(Func<ExperimentState, T> ask)
    {
        lock (_guard)
            return ask(State);
    }

    /// <summary>Takes the experiment for this process.</summary>
    /// <exception cref="DiagnosticException">Another process has it, or the journal cannot be read.</exception>
    public static StateStore Open(ExperimentPaths paths)
    {
        Directory.CreateDirectory(paths.State);
        var stateLock = StateLock.TryAcquire(paths.Lock, out var holder)
            ?? throw new DiagnosticException(Diagnostic.Error(ExperimentCodes.Busy,
                $"{(holder == 0 ? "another process" : $"process {holder}")} is working on '{paths.GivenFile}' already", "wait for it to end, or stop it with Ctrl-C where it runs"));
        try
        {
            return new StateStore(stateLock, Journal.Open(paths.Journal));
        }
        catch
        {
            stateLock.Dispose();
            throw;
        }
    }

    /// <summary>Reads the state as it is now, whoever works on it.</summary>
    /// <exception cref="DiagnosticException">The journal cannot be read.</exception>
    public static ExperimentState Read(ExperimentPaths paths)
    {
        var state = new ExperimentState();
        if (File.Exists(paths.Journal))
        {
            foreach (var record in Journal.Read(paths.Journal))
                state.Apply(Parse(record));
        }

        return state;
    }

    /// <summary>Remembers something; when this returns it survives the death of this process, and with <see cref="Durability.Disk"/> that of the machine.</summary>
    public void Add(JournalRecord record, Durability durability = Durability.Process)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record, JournalJson.Default.JournalRecord);
        lock (_guard)
        {
            _journal.Append(json, durability);
            State.Apply(record);
        }
    }

    public void Dispose()
    {
        _journal.Dispose();
        _lock.Dispose();
    }

    private static JournalRecord Parse(ReadOnlyMemory<byte> json) =>
        JsonSerializer.Deserialize(json.Span, JournalJson.Default.JournalRecord)!;
}
