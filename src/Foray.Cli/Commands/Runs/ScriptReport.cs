using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Commands.Runs;

/// <summary>The file that a script reports to. Its form is told in <c>docs/reference/results.md</c>.</summary>
internal static class ScriptReport
{
    private const string Variable = "FORAY_METRICS";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Appends a line with a JSON object: at once, so that what several processes append does not mix.</summary>
    /// <param name="members">Writes the object's members.</param>
    /// <exception cref="DiagnosticException">No script is running, or the file cannot be written.</exception>
    public static void Append(Action<Utf8JsonWriter> members)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
            throw new DiagnosticException(Diagnostic.Error(RunsCodes.NoScript, $"nothing can be recorded here: {Variable} is not set", "use 'foray record' in the script of an experiment, which 'foray run' starts"));
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line, Options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        line.Write("\n"u8);
        Append(path, line.WrittenSpan);
    }

    private static void Append(string path, ReadOnlySpan<byte> line)
    {
        // Made where the script has not reported anything yet.
        using (File.Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
        {
        }

        using var file = LibC.OpenToAppend(path);
        if (file.IsInvalid)
            throw new IOException($"'{path}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        if (LibC.Write(file, line, line.Length) != line.Length)
            throw new IOException($"'{path}' cannot be written: {Marshal.GetLastPInvokeErrorMessage()}");
    }
}
