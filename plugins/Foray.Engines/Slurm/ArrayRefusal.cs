using System.Globalization;
using Foray.Engines.Cases;
using Foray.Sdk.Diagnostics;

namespace Foray.Engines.Slurm;

/// <summary>Why Slurm did not take an array.</summary>
internal static class ArrayRefusal
{
    /// <summary>sbatch refused the array.</summary>
    public const string Refused = "FORAY540";

    /// <summary>The cluster takes no array of so many tasks.</summary>
    public const string TooLarge = "FORAY541";

    private const string TooLargeWord = "too_large ";
    private const string SbatchWord = "sbatch ";

    /// <summary>The diagnostic for what keeper.sh recorded.</summary>
    public static Diagnostic Of(SlurmOptions options, JobArray array, string record)
    {
        if (record.StartsWith(TooLargeWord, StringComparison.Ordinal))
            return CaseRules.Error(
                options, TooLarge, string.Create(CultureInfo.InvariantCulture, $"a job array of {array.Rows.Count} tasks is too large: this cluster takes arrays of at most {record[TooLargeWord.Length..]} (its MaxArraySize)"),
                "split the matrix between several experiments, or have MaxArraySize raised");
        var said = record.StartsWith(SbatchWord, StringComparison.Ordinal) ? record[SbatchWord.Length..] : record;
        return CaseRules.Error(options, Refused, $"Slurm did not take the job array: {said.Replace("sbatch: error: ", "", StringComparison.Ordinal).Trim()}",
            "correct what the message names: partition, account, time limit and resources are keys of the experiment");
    }
}
