using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Experiments;

/// <summary>A run of an experiment: what is to be done, and how its progress is recorded. Members may be called from several threads at once.</summary>
public interface IExperimentRun
{
    /// <summary>Name of the experiment.</summary>
    string Name { get; }

    /// <summary>Id of the run.</summary>
    string RunId { get; }

    /// <summary>Folder of the experiment file.</summary>
    string ExperimentFolder { get; }

    /// <summary>Cases that have rows to run, those that an earlier run began first, otherwise in the order of the plan.</summary>
    IReadOnlyList<ICase> Cases { get; }

    /// <summary>Machines by name.</summary>
    IReadOnlyDictionary<string, IMachine> Machines { get; }

    /// <summary>Values of the variables of the whole file, secrets revealed.</summary>
    IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Logger of the experiment.</summary>
    ILogger Logger { get; }

    /// <summary>Records that an attempt of a row begins on a machine. The first call on a resumed row continues the old attempt; any other begins a new one, with a new <see cref="IRow.Id"/>.</summary>
    void Begin(IRow row, IMachine machine);

    /// <summary>Records the end of a row; every row once, after its last attempt.</summary>
    void End(IRow row, RowOutcome outcome);

    /// <summary>Lists what is copied to machines of a file or folder: local path and path relative to it, in order. Secrets and ignored files are left out. Null means the experiment's folder.</summary>
    IReadOnlyList<InputFile> ListInput(string? path);

    /// <summary>True where nothing has this local path, or only what an earlier row put there, unchanged since: anything else is not Foray's to overwrite.</summary>
    bool MayReplace(string path);

    /// <summary>Remembers that a row put a file or folder at a local path outside the run's folder.</summary>
    void RecordOutput(string path);

    /// <summary>Takes back that something would be put at a path, because nothing was.</summary>
    void ForgetOutput(string path);

    /// <summary>
    /// Keeps the files and folders that a script of a row reported in <c>metrics</c> of its folder below <see cref="IRow.Folder"/>: brings them from the machine. Called for each script
    /// before its row ends and what it left there is removed; may be repeated. What cannot be kept is told as a warning, and fails nothing. Default: keeps nothing.
    /// </summary>
    /// <param name="row">The row, which has begun.</param>
    /// <param name="machine">The machine that the script ran on.</param>
    /// <param name="script">Name of the script's folder.</param>
    /// <param name="workingFolder">Folder on the machine that relative paths of the report lie in.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task KeepArtifactsAsync(IRow row, IMachine machine, string script, string workingFolder, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A text without secrets: every secret value is replaced by <c>***</c>.</summary>
    string Mask(string text);

    /// <summary>True where there are secret values, so that files from machines have to be masked.</summary>
    bool HasSecrets { get; }
}
