using Foray.Sdk.Machines;
using Foray.Sdk.Options;

namespace Foray.Engines.Cases;

/// <summary>What inputs and outputs mean by their paths.</summary>
internal static class CasePaths
{
    /// <summary>The only input where none are given.</summary>
    public static readonly ICaseInput WholeFolder = new Whole();

    /// <summary>The source as hosts take it: null for the experiment's folder.</summary>
    public static string? SourceOf(ICaseInput input) => ReferenceEquals(input, WholeFolder) ? null : input.Src.Path;

    /// <summary>Where an input goes, the name of its source added where the destination asks for it.</summary>
    public static string DestinationOf(ICaseInput input, string experimentFolder)
    {
        if (input.Dst is { } given && !given.EndsWith('/'))
            return given;
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(input.Src.Path, experimentFolder)));
        return input.Dst is { } folder ? folder + name : IsSameFolder(input.Src.Path) ? "." : name;
    }

    /// <summary>Name of what a path on a machine leads to; <c>.</c> for the folder itself.</summary>
    public static string NameOf(string path) => path.Split('/').LastOrDefault(part => part is not ("" or ".")) ?? ".";

    /// <summary>A path below a folder of the machine; <c>.</c> is the folder itself.</summary>
    public static string Below(string folder, string path)
    {
        if (MachineLayout.IsAbsolute(path))
            return path;
        var parts = path.Split('/').Where(part => part is not ("" or "."));
        return string.Join('/', parts.Prepend(folder));
    }

    private static bool IsSameFolder(string path) => path.Split('/').All(part => part is "" or ".");

    private sealed class Whole : ICaseInput
    {
        public LabelSelector? Labels => null;

        public InputPath Src { get; } = new(".");

        public string? Dst => ".";
    }
}
