using System.Security.Cryptography;
using System.Text;
using Foray.Engines.Cases;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;

namespace Foray.Engines.Slurm;

/// <summary>What all job arrays of one run share.</summary>
internal sealed class SlurmRun(SlurmOptions options, IExperimentRun run, TimeProvider time, CancellationToken asked) : ScriptedRun(options, run, time, asked)
{
    private static readonly MachineQuestion Question = new("FORAY371", "how Slurm's jobs stand");

    public SlurmOptions Options { get; } = options;

    /// <summary>The machine to submit from: the same for all cases.</summary>
    public IMachine Machine { get; } = run.Machines[run.Cases[0].Plan.Machines[0]];

    /// <summary>Folder of the experiment's job arrays below the machine's own.</summary>
    public string Arrays { get; } = "slurm/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run.Name)))[..10];

    /// <summary>Runs a program on the machine that only asks, and so may be run again.</summary>
    /// <param name="program">The program.</param>
    /// <param name="values">Variables that it finds.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It could not be run.</exception>
    public Task<string> AskAsync(string program, IEnumerable<(string Name, string Value)> values, string input, CancellationToken cancellationToken) =>
        Machine.AskAsync(Question, program, values, input, cancellationToken);
}
