using Foray.Sdk.Diagnostics;

namespace Foray.Stations.Programs.Suitcases;

/// <summary>Takes chosen files out of a suitcase into a folder of the disk.</summary>
internal static class SuitcaseUnpacker
{
    /// <summary>Writes the files that any of the patterns fits, under their paths in the suitcase. Where one of them could not be written, none is begun, as far as that can be seen before.</summary>
    /// <param name="suitcase">Where they come from.</param>
    /// <param name="patterns">Which ones.</param>
    /// <param name="folder">Where they go; made where it is not there.</param>
    /// <exception cref="DiagnosticException">A file is there already, a link or a file stands where a folder would have to be, or the disk does not take it (FORAY246).</exception>
    public static RetrievedFiles Unpack(Suitcase suitcase, IReadOnlyList<SuitcasePattern> patterns, string folder)
    {
        var files = suitcase.Walk().Where(entry => entry.Node is SuitcaseFile).ToList();
        var chosen = files.Where(file => patterns.Any(pattern => pattern.Fits(file.Path))).ToList();
        foreach (var (path, _) in chosen)
            Check(folder, path);
        foreach (var (path, node) in chosen)
            Write(folder + path, ((SuitcaseFile)node).Content);
        return new RetrievedFiles(
            [.. chosen.Select(file => file.Path[1..])],
            [.. patterns.Where(pattern => !files.Any(file => pattern.Fits(file.Path))).Select(pattern => pattern.Text)]);
    }

    /// <summary>A link in the folder could lead out of it.</summary>
    private static void Check(string folder, string path)
    {
        for (var end = path.IndexOf('/', 1); end >= 0; end = path.IndexOf('/', end + 1))
        {
            var parent = folder + path[..end];
            if (new DirectoryInfo(parent).LinkTarget is not null)
                throw CannotUnpack(folder + path, $"'{parent}' is a link");
            if (File.Exists(parent))
                throw CannotUnpack(folder + path, $"'{parent}' is a file");
        }

        if (Path.Exists(folder + path) || new FileInfo(folder + path).LinkTarget is not null)
            throw CannotUnpack(folder + path, "something is there already");
    }

    private static void Write(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/");
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotUnpack(path, exception.Message, exception);
        }
    }

    private static DiagnosticException CannotUnpack(string path, string why, Exception? cause = null) => new(
        Diagnostic.Error(ProgramCodes.CannotUnpack, $"'{path}' cannot be taken out of the suitcase: {why}", "choose another folder"),
        cause);
}
