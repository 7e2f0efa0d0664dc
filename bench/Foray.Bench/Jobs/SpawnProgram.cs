using System.Globalization;

namespace Foray.Bench.Jobs;

/// <summary><c>bench/spawn.c</c>, compiled: starts a program many times and does nothing else.</summary>
internal sealed class SpawnProgram
{
    private static readonly Dictionary<string, string> NoChanges = [];
    private readonly string _path;

    private SpawnProgram(string path) => _path = path;

    /// <summary>Compiles it; null where this computer has no C compiler.</summary>
    public static SpawnProgram? Compile()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!Array.Exists(folders, folder => File.Exists(Path.Combine(folder, "cc"))))
            return null;
        var path = Path.Combine(Repository.Root, "artifacts", "bench", "spawn");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Measurement.Run("cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", path, Path.Combine(Repository.Root, "bench", "spawn.c"));
        return new SpawnProgram(path);
    }

    /// <summary>Runs a program a number of times, some at a time.</summary>
    /// <returns>Milliseconds for all of them, and the largest resident memory of any in KiB.</returns>
    public (double Milliseconds, long Peak) Run(int count, int parallel, params string[] command)
    {
        var numbers = Measurement.Output(_path, NoChanges, [count.ToString(CultureInfo.InvariantCulture), parallel.ToString(CultureInfo.InvariantCulture), .. command]).Split(' ');
        return (double.Parse(numbers[0], CultureInfo.InvariantCulture), long.Parse(numbers[1], CultureInfo.InvariantCulture));
    }
}
