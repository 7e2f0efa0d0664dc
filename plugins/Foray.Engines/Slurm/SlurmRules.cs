using Foray.Engines.Cases;
using Foray.Sdk.Diagnostics;

namespace Foray.Engines.Slurm;

/// <summary>Rules of the options that their types cannot say.</summary>
internal static class SlurmRules
{
    /// <summary>An option of sbatch is Foray's own.</summary>
    public const string ForayOwn = "FORAY285";

    /// <summary>Something is no option of sbatch.</summary>
    public const string NoOption = "FORAY286";

    private static readonly string[] Own =
    [
        "array", "a", "job-name", "J", "output", "o", "error", "e", "wait", "W", "wrap", "parsable", "requeue", "no-requeue", "test-only",
        "clusters", "M", "chdir", "D", "input", "i", "partition", "p", "account", "A", "qos", "q", "time", "t", "nodes", "N", "ntasks", "n",
        "cpus-per-task", "c", "mem", "gpus", "G", "gres",
    ];

    /// <summary>Everything that is wrong with the options.</summary>
    public static IEnumerable<Diagnostic> Check(SlurmOptions options)
    {
        foreach (var option in options.Options)
            if (NameOf(option) is not { } name)
                yield return CaseRules.Error(options, NoOption, $"'{option}' is no option of sbatch", "write each option as behind #SBATCH: --constraint=fast");
            else if (Own.Contains(name))
                yield return CaseRules.Error(options, ForayOwn, $"sbatch's option '{option}' is set by Foray", "leave it out, or use the key of the experiment that stands for it");
    }

    /// <summary>Name of an option without its dashes; null where the text is not one line with an option.</summary>
    public static string? NameOf(string option)
    {
        if (option.Any(char.IsControl) || option.Length < 2 || option[0] != '-')
            return null;
        if (option[1] != '-')
            return char.IsAsciiLetter(option[1]) ? option[1..2] : null;
        var end = option.IndexOfAny(['=', ' ']);
        var name = end < 0 ? option[2..] : option[2..end];
        return name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-') ? name : null;
    }
}
