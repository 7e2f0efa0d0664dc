using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;

namespace Foray.Runners.References;

/// <summary>A reference as a path of this computer.</summary>
internal static class ReferencePath
{
    /// <summary>The absolute path; null where the text can be none.</summary>
    public static string? Find(string reference, string folder) => reference.Length == 0 || reference.Contains('\0') ? null : Path.GetFullPath(reference, folder);

    /// <summary>Looks for tests, and tells what cannot be read as a diagnostic.</summary>
    public static async ValueTask<IReadOnlyList<Runnable>> ReadAsync(string reference, Func<Task<IReadOnlyList<Runnable>>> find)
    {
        try
        {
            return await find();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Diagnostic.Error(RunnersCodes.Unreadable, $"'{reference}' cannot be read: {exception.Message.TrimEnd('.')}", "see that you may read it, and all that is in it"), exception);
        }
    }
}
