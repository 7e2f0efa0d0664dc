using System.Security.Cryptography;
using System.Text;
using Foray.Engines.Cases;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;

namespace Foray.Engines.Slurm;

/// <summary>What all job arrays of one run share.</summary>
internal sealed class SlurmRun(SlurmOptions options, IExperimentRun run, TimeProvider time, CancellationToken asked) : EngineRun(options, run, time, asked)
{
    /// <summary>A question to a machine could not be put.</summary>
    private const string NotAsked = "FORAY371";

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
    /// <exception cref="DiagnosticException">It could not be run.</exception>
    public async Task<string> AskAsync(string program, IEnumerable<(string Name, string Value)> values, string input, CancellationToken cancellationToken)
    {
        var text = string.Concat(values.Select(value => $"{value.Name}={ShellText.Quote(value.Value)}\n")) + program;
        var result = await Machine.ExecuteAsync(new ExecutionRequest(text) { Input = Encoding.UTF8.GetBytes(input) }, cancellationToken);
        return result.ExitCode == 0
            ? Encoding.UTF8.GetString(result.Output.Span)
            : throw new DiagnosticException(Diagnostic.Error(
                NotAsked, $"machine '{Machine.Name}' could not tell how Slurm's jobs stand: {result.Error.Trim()}", "see the reason in the message, and run again: what runs there goes on"));
    }
}
