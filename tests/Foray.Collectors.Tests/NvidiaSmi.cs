using Foray.Sdk.Testing.Machines;

namespace Foray.Collectors.Tests;

/// <summary>A stand-in for NVIDIA's program, which needs a GPU.</summary>
internal static class NvidiaSmi
{
    public const string TwoGpus = """
        0, NVIDIA A100-SXM4-40GB, 87, 10240, 40960, 61, 312.55
        1, Tesla K80, rev 2, [N/A], 100, 11441, [Not Supported], [Unknown Error]

        """;

    /// <summary>Answers as the real one does: it refuses what it was not made for.</summary>
    public static void AddTo(FakeMachine machine, string output, int exitCode = 0) => machine.AddProgram("nvidia-smi", $"""
        [ "$*" = "--query-gpu=index,name,utilization.gpu,memory.used,memory.total,temperature.gpu,power.draw --format=csv,noheader,nounits" ] || exit 2
        cat <<'END'
        {output.TrimEnd()}
        END
        exit {exitCode}
        """);
}
