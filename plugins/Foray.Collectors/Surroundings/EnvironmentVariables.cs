using Foray.Collectors.Secrets;

namespace Foray.Collectors.Surroundings;

/// <summary>Chooses environment variables to keep, and takes the secrets out of them.</summary>
internal static class EnvironmentVariables
{
    /// <summary>Variables that say how programs run here and nothing about who may do what.</summary>
    private static readonly string[] Harmless =
    [
        "PATH", "HOME", "SHELL", "USER", "LOGNAME", "PWD", "TERM", "TZ", "LANG", "LANGUAGE", "LC_*", "HOSTNAME", "EDITOR", "TMPDIR",
        "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHASHSEED", "VIRTUAL_ENV", "CONDA_DEFAULT_ENV", "CONDA_PREFIX", "JAVA_HOME", "GOPATH",
        "DOTNET_ROOT", "DOTNET_gc*", "DOTNET_GC*", "DOTNET_Tiered*", "DOTNET_ReadyToRun", "DOTNET_PROCESSOR_COUNT", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT",
        "OMP_*", "MKL_*", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS", "CUDA_VISIBLE_DEVICES", "CUDA_HOME", "NVIDIA_VISIBLE_DEVICES",
        "SLURM_JOB_*", "SLURM_NTASKS", "SLURM_CPUS_*", "SLURM_NNODES", "CI",
    ];

    /// <summary>The chosen variables in the order of their names, with <see cref="SecretValues.Redacted"/> in place of what looks like a secret.</summary>
    public static IEnumerable<(string Name, string Value)> Choose(IEnumerable<KeyValuePair<string, string>> variables, EnvironmentCollectorOptions options) =>
        from variable in variables
        where NamePattern.MatchAny(Harmless.Concat(options.Include), variable.Key) && !NamePattern.MatchAny(options.Exclude, variable.Key)
        orderby variable.Key
        select (variable.Key, SecretNames.Match(variable.Key) ? SecretValues.Redacted : SecretValues.Redact(variable.Value));
}
