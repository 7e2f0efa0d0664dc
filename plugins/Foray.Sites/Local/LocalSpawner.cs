using System.Collections.Concurrent;
using System.Globalization;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;
using Foray.Sdk.Plugins;
using Foray.Sdk.Processes;
using Foray.Sites.Folders;

namespace Foray.Sites.Local;

/// <summary>
/// Runs tests on this computer, as many at once as are asked for. A machine's own folder is a temporary one that is made only when something needs it.
/// What tests share (<c>FORAY_SHARED</c>) is one folder for all of them, which is removed with the spawner.
/// </summary>
[Plugin("local")]
public sealed class LocalSpawner(IProcesses processes) : ISpawner, IDisposable
{
    private const string FolderFailed = "FORAY336";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyDictionary<string, string> _environment = OwnEnvironment.WithoutForay();
    private readonly ConcurrentDictionary<IMachine, Lease> _leases = new();
    private readonly SortedSet<int> _free = [];
    private readonly Lock _gate = new();
    private int _machines;
    private int _given;

    /// <summary>Where the folders of machines lie, and the shared one; null where there is none yet.</summary>
    internal string? Folder { get; private set; }

    /// <inheritdoc/>
    public Task<IMachine> AcquireAsync(Runnable test, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<IMachine>(cancellationToken);
        lock (_gate)
        {
            Folder ??= MakeFolder();
            var number = TakeNumber();
            var name = string.Create(CultureInfo.InvariantCulture, $"local-{number}");
            var record = new MachineRecord(name, $"{name}-{Guid.NewGuid():N}", ["all"], "{}");
            var folder = LocalFolder.OnDemand(string.Create(CultureInfo.InvariantCulture, $"{Folder}/{++_given}"), Shared(Folder), record.Id);
            var machine = new LocalMachine(record, folder, _environment, processes);
            _leases[machine] = new Lease(number, record.Id, folder);
            return Task.FromResult<IMachine>(machine);
        }
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(IMachine machine, CancellationToken cancellationToken)
    {
        if (!_leases.TryGetValue(machine, out var lease))
            return;
        if (lease.Folder.IsNeeded)
        {
            await processes.EndAsync(null, CommandMarks.Machine, lease.MachineId, Grace, cancellationToken);
            Try("removed", lease.Folder.Path, lease.Folder.Remove);
        }

        if (!_leases.TryRemove(machine, out _))
            return;
        lock (_gate)
            _free.Add(lease.Number);
    }

    /// <summary>Removes what tests shared.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (Folder is { } folder)
                Try("removed", folder, () => FileTree.Delete(folder));
            Folder = null;
        }
    }

    // The number of a machine that came back, so that names tell how many tests ran at once.
    private int TakeNumber()
    {
        if (_free.Count == 0)
            return ++_machines;
        var number = _free.Min;
        _free.Remove(number);
        return number;
    }

    private static string MakeFolder()
    {
        var folder = "";
        Try("made", Path.GetTempPath(), () =>
        {
            folder = Directory.CreateTempSubdirectory("foray-tests-").FullName;
            Directory.CreateDirectory(Shared(folder));
        });
        return folder;
    }

    private static string Shared(string folder) => $"{folder}/{MachineLayout.Shared}";

    private static void Try(string what, string folder, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Diagnostic.Error(FolderFailed, $"folder '{folder}' for tests on this computer cannot be {what}: {exception.Message}"), exception);
        }
    }

    /// <summary>A machine that a test has.</summary>
    private sealed record Lease(int Number, string MachineId, LocalFolder Folder);
}
