using System.Runtime.InteropServices;

namespace Foray.Storage;

/// <summary>Symbolic links that change their target in one step.</summary>
public static class AtomicLink
{
    /// <summary>Makes a link, or points one that is there to another target. Nobody ever finds it missing.</summary>
    /// <param name="path">The link; whatever else had this name would be replaced, so look before.</param>
    /// <param name="target">What it leads to, absolute or relative to the link's folder.</param>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The link cannot be made (FORAY311).</exception>
    public static void Point(string path, string target)
    {
        var aside = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}";
        try
        {
            File.CreateSymbolicLink(aside, target);
            // .NET's own moves follow links that lead to folders.
            if (LibC.Rename(aside, path) != 0)
                throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }
        catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
        {
            if (new FileInfo(aside).LinkTarget is not null)
                File.Delete(aside);
            throw StorageErrors.CannotWrite(path, exception);
        }
    }
}
