using System.Text;
using System.Text.Json;
using Foray.Sdk.Experiments;

namespace Foray.Engines.Cases;

/// <summary>The local folder with what one script left: <c>stdout</c>, <c>stderr</c>, <c>metrics</c>, and <c>script.json</c> with how it ended.</summary>
internal sealed class ScriptFolder(string path)
{
    private const int Format = 1;

    /// <summary>Masked text is made in blocks of whole lines of at least this many characters, so that no file is too large.</summary>
    private const int MaskBlock = 16 * 1024 * 1024;

    public bool Exists => Directory.Exists(path);

    /// <summary>Writes down how the script ended.</summary>
    public void Record(ScriptResult result)
    {
        Directory.CreateDirectory(path);
        using var file = File.Create(Path.Combine(path, "script.json"));
        using (var writer = new Utf8JsonWriter(file))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", Format);
            if (result.ExitCode is { } code)
                writer.WriteNumber("exit_code", code);
            else
                writer.WriteNull("exit_code");
            writer.WriteString("started", result.Started.UtcDateTime);
            writer.WriteNumber("seconds", result.Elapsed.TotalSeconds);
            writer.WriteString("status", JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Status.ToString()));
            writer.WriteEndObject();
        }

        file.WriteByte((byte)'\n');
    }

    /// <summary>Replaces secrets in what the script left.</summary>
    public void Mask(Func<string, string> mask) => Mask(path, ["script", "stdout", "stderr", "metrics"], mask);

    /// <summary>Replaces secrets in files of a folder, those of them that are there.</summary>
    public static void Mask(string folder, IEnumerable<string> names, Func<string, string> mask)
    {
        foreach (var name in names)
            if (Path.Combine(folder, name) is var file && File.Exists(file))
                Mask(file, mask);
    }

    /// <summary>Reads what the script reported.</summary>
    /// <param name="unreadable">Numbers of the lines that could not be read.</param>
    public IReadOnlyList<MetricPoint> ReadMetrics(out IReadOnlyList<int> unreadable)
    {
        unreadable = [];
        var file = new FileInfo(Path.Combine(path, "metrics"));
        return file is { Exists: true, Length: > 0 } ? MetricsFile.Read(File.ReadAllText(file.FullName), out unreadable) : [];
    }

    /// <summary>A file without secrets stays as it is, byte by byte: it may not be text.</summary>
    private static void Mask(string file, Func<string, string> mask)
    {
        var masked = file + ".masked";
        var changed = false;
        using (var reader = new StreamReader(file))
        using (var writer = new StreamWriter(masked))
            foreach (var block in Blocks(reader))
            {
                var text = mask(block);
                changed |= !ReferenceEquals(text, block) && text != block;
                writer.Write(text);
            }

        if (changed)
            File.Move(masked, file, overwrite: true);
        else
            File.Delete(masked);
    }

    private static IEnumerable<string> Blocks(StreamReader reader)
    {
        var text = new StringBuilder();
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            text.Append((char)next);
            if (next != '\n' || text.Length < MaskBlock)
                continue;
            yield return text.ToString();
            text.Clear();
        }

        if (text.Length > 0)
            yield return text.ToString();
    }
}
