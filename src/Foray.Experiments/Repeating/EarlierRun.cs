using System.Security.Cryptography;
using System.Text.Json;
using Foray.Configuration.Documents;
using Foray.Experiments.Results;
using Foray.Sdk.Diagnostics;

namespace Foray.Experiments.Repeating;

/// <summary>A run that is to be repeated: what its manifest says, and the file as it was.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Text">Bytes of the experiment file.</param>
internal sealed record EarlierRun(RunManifest Manifest, byte[] Text)
{
    /// <summary>What stands where a secret was.</summary>
    private const string Masked = "***";

    /// <summary>Values of variables whose source may give another one now; secrets are not among them.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; } =
        Manifest.Variables.Where(variable => !variable.Value.Contains(Masked, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);

    /// <summary>Reads what a run left.</summary>
    /// <param name="paths">Where things lie.</param>
    /// <param name="run">Its id, or <c>latest</c>.</param>
    /// <exception cref="DiagnosticException">There is no such run, or it cannot be repeated.</exception>
    public static EarlierRun Read(ExperimentPaths paths, string run)
    {
        var folder = FolderOf(paths, run) ?? throw new DiagnosticException(Diagnostic.Error(ExperimentCodes.NothingThere, $"there is no run '{run}'",
            $"'foray status {paths.GivenFile}' lists the runs"));
        var manifest = ReadManifest(Path.Combine(folder, ManifestWriter.FileName), run);
        return new EarlierRun(manifest, ReadText(paths, folder, manifest));
    }

    /// <summary>The file as it was.</summary>
    public YamlDocument Document(ExperimentPaths paths) => YamlReader.ReadBytes(Text, $"{paths.GivenFile} of run {Manifest.Run}");

    private static string? FolderOf(ExperimentPaths paths, string run)
    {
        var folder = run == "latest" ? paths.Latest : paths.Run(run);
        return run.Length > 0 && Path.GetFileName(run) == run && Directory.Exists(folder) ? folder : null;
    }

    private static RunManifest ReadManifest(string path, string run)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var manifest = JsonSerializer.Deserialize(stream, ManifestJson.Default.RunManifest) ?? throw new JsonException("it is empty");
            return manifest.Format <= RunManifest.NewestFormat
                ? manifest
                : throw Refusal(run, $"its manifest has form {manifest.Format}, and this Foray knows none above {RunManifest.NewestFormat}", "use the Foray that made it, or a newer one");
        }
        catch (FileNotFoundException)
        {
            throw Refusal(run, "it has no manifest: it ended before anything was run", "run the file as it is now, or choose another run");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Refusal(run, $"its manifest cannot be read: {error.Message}", "choose another run");
        }
    }

    /// <summary>The copy; or the file itself, where secrets in the copy are masked and it is still the same.</summary>
    private static byte[] ReadText(ExperimentPaths paths, string folder, RunManifest manifest)
    {
        foreach (var path in (string[])[Path.Combine(folder, ManifestWriter.CopyName), paths.File])
            if (File.Exists(path) && File.ReadAllBytes(path) is var bytes && Convert.ToHexStringLower(SHA256.HashData(bytes)) == manifest.File.Sha256)
                return bytes;
        throw Refusal(manifest.Run, $"the copy of its file is not what was run (secrets in it are masked), and '{paths.GivenFile}' is another one now",
            "bring the file back to what it was; secrets from '{ env: NAME }' or '{ file: PATH }' do not stand in the way");
    }

    private static DiagnosticException Refusal(string run, string why, string remedy) =>
        new(Diagnostic.Error(ExperimentCodes.CannotRepeat, $"run '{run}' cannot be repeated: {why}", remedy));
}
