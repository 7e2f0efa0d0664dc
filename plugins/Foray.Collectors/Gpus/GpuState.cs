using System.Globalization;

namespace Foray.Collectors.Gpus;

/// <summary>What <c>nvidia-smi</c> tells of a GPU; null for what the device does not tell.</summary>
/// <param name="Index">Its number, as the driver counts.</param>
/// <param name="Name">Name of the product.</param>
/// <param name="Load">Share of the time in which it computed, in percent.</param>
/// <param name="MemoryUsed">In MiB.</param>
/// <param name="MemoryTotal">In MiB.</param>
/// <param name="Temperature">In degrees Celsius.</param>
/// <param name="Power">In watts.</param>
internal sealed record GpuState(string Index, string Name, double? Load, double? MemoryUsed, double? MemoryTotal, double? Temperature, double? Power)
{
    /// <summary>The arguments that make <c>nvidia-smi</c> print a line for each GPU. Source: <c>nvidia-smi --help-query-gpu</c>.</summary>
    public static readonly IReadOnlyList<string> Query =
        ["--query-gpu=index,name,utilization.gpu,memory.used,memory.total,temperature.gpu,power.draw", "--format=csv,noheader,nounits"];

    private const int NumbersBehindName = 5;

    /// <summary>Reads the lines; others, such as a warning of the driver, are passed over.</summary>
    public static IReadOnlyList<GpuState> Parse(string output) => [.. output.Split('\n').Select(ParseLine).OfType<GpuState>()];

    private static GpuState? ParseLine(string line)
    {
        var values = line.Split(',', StringSplitOptions.TrimEntries);
        if (values.Length < NumbersBehindName + 2 || values[0].Length == 0 || !values[0].All(char.IsAsciiDigit))
            return null;
        var numbers = values[^NumbersBehindName..].Select(Number).ToArray();
        return new GpuState(values[0], string.Join(", ", values[1..^NumbersBehindName]), numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    // What a device does not tell is [N/A], [Not Supported], [Unknown Error] or the like.
    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
