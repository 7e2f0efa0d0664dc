using Foray.Plugins.Catalog;
using Foray.Sdk.Diagnostics;
using TrustedProjects = System.Collections.Generic.SortedDictionary<string, System.Collections.Generic.SortedDictionary<string, string>>;

namespace Foray.Plugins.Trust;

/// <summary>
/// Remembers which projects' packages the user lets run, with a hash of each of their files: a package that changed is not trusted any more.
/// </summary>
/// <param name="path">The file that remembers it; it need not exist.</param>
public sealed class ProjectTrust(string path)
{
    private readonly string _path = Path.GetFullPath(path);

    /// <summary>The usual file of a program: <c>$XDG_DATA_HOME/NAME/trust.json</c> (default <c>~/.local/share</c>); null where there is no home folder.</summary>
    /// <param name="program">Name of the program, as a folder name.</param>
    public static string? DefaultPath(string program) =>
        CatalogPlaces.Of(program).UserFolder is { } plugins ? Path.Combine(Path.GetDirectoryName(plugins)!, "trust.json") : null;

    /// <summary>Whether the packages in a project's <c>.foray/plugins</c> may run.</summary>
    /// <param name="projectFolder">The project's folder.</param>
    /// <param name="warning">Why the file of trusted projects could not be used, so that nothing is trusted; null where it could.</param>
    public TrustVerdict Check(string projectFolder, out Diagnostic? warning)
    {
        if (Load(out warning)?.GetValueOrDefault(KeyOf(projectFolder)) is not { } trusted)
            return new TrustVerdict(ProjectTrustState.Untrusted, []);
        try
        {
            var changed = Changes(trusted, HashesOf(projectFolder));
            return new TrustVerdict(changed.Count == 0 ? ProjectTrustState.Trusted : ProjectTrustState.Changed, changed);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            warning = Diagnostic.Warning(TrustCodes.Unusable, $"the packages of the project '{projectFolder}' cannot be compared with those that were trusted: {error.Message}",
                "make them readable, and remove links that lead nowhere");
            return new TrustVerdict(ProjectTrustState.Changed, []);
        }
    }

    /// <summary>The files of a project's packages as they are now, with their hashes: what somebody looks at before they trust it.</summary>
    /// <returns>SHA-256 by path relative to <c>.foray/plugins</c>.</returns>
    /// <exception cref="DiagnosticException">A file cannot be read (FORAY349).</exception>
    public static SortedDictionary<string, string> Look(string projectFolder)
    {
        try
        {
            return HashesOf(projectFolder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Diagnostic.Error(TrustCodes.CannotChange, $"the packages of '{projectFolder}' cannot be read: {error.Message}",
                "make them readable, and remove links that lead nowhere"), error);
        }
    }

    /// <summary>Trusts a project's packages as they were when somebody looked. Where they are different by now, they count as changed.</summary>
    /// <param name="projectFolder">The project's folder.</param>
    /// <param name="seen">What <see cref="Look"/> gave.</param>
    /// <exception cref="DiagnosticException">The file cannot be written, or another command changes trust at this moment (FORAY349).</exception>
    public void Trust(string projectFolder, SortedDictionary<string, string> seen) => Change(projectFolder, projects => projects[KeyOf(projectFolder)] = seen);

    /// <summary>Trusts a project's packages no longer.</summary>
    /// <returns>False where they were not trusted.</returns>
    /// <exception cref="DiagnosticException">The file cannot be written, or another command changes trust at this moment (FORAY349).</exception>
    public bool Distrust(string projectFolder)
    {
        var was = false;
        Change(projectFolder, projects => was = projects.Remove(KeyOf(projectFolder)));
        return was;
    }

    private static string KeyOf(string projectFolder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(projectFolder));

    // Names with a dot are no packages; the store's content counts where a package's link leads to it.
    private static SortedDictionary<string, string> HashesOf(string projectFolder) =>
        FileHashes.Of(CatalogPlaces.PackagesOf(KeyOf(projectFolder)), name => name[0] == '.');

    private static List<string> Changes(SortedDictionary<string, string> before, SortedDictionary<string, string> now) =>
        [.. before.Keys.Union(now.Keys, StringComparer.Ordinal)
            .Where(path => before.GetValueOrDefault(path) != now.GetValueOrDefault(path))
            .Order(StringComparer.Ordinal)];

    private TrustedProjects? Load(out Diagnostic? warning)
    {
        warning = null;
        try
        {
            return TrustFile.Parse(File.ReadAllBytes(_path));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            warning = Diagnostic.Warning(TrustCodes.Unusable, $"no project is trusted, because '{_path}' cannot be used: {error.Message}",
                "move the file away, and run 'foray plugin trust' again for each project");
            return null;
        }
    }

    private void Change(string projectFolder, Action<TrustedProjects> change)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            // Two changes at once would lose one of them.
            using var alone = new FileStream(_path + ".lock", Alone);
            var projects = Load(out var warning);
            if (warning is not null)
                throw new DiagnosticException(warning with { Code = TrustCodes.CannotChange, Severity = Severity.Error });
            projects ??= new TrustedProjects(StringComparer.Ordinal);
            change(projects);
            Save(TrustFile.Write(projects));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Diagnostic.Error(TrustCodes.CannotChange, $"trust in '{projectFolder}' cannot be changed: {error.Message}",
                "wait for another command that changes it, make the files readable and the user's data folder writable, then run the command again"), error);
        }
    }

    private void Save(byte[] content)
    {
        var aside = $"{_path}.{Environment.ProcessId}.new";
        try
        {
            File.Delete(aside);
            using (var file = new FileStream(aside, Private))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, _path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static FileStreamOptions Private => Only(FileMode.CreateNew);

    private static FileStreamOptions Alone => Only(FileMode.OpenOrCreate);

    private static FileStreamOptions Only(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
