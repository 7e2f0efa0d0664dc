using System.Text;
using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Foray.Tracking.Exporting;
using Foray.Tracking.Store;
using Foray.Tracking.Tests.Spool;
using Parquet;
using Parquet.Schema;

namespace Foray.Tracking.Tests.Exporting;

public sealed class RunExportTests : ExportSuite
{
    private const string Csv = """"
        run,case,metric,step,time,value
        top,,cpu,,1969-12-31T23:59:59.999999999Z,50
        top,"tool=""xz"",level=1",loss,-2,2001-09-09T01:46:40.000000000Z,0.1
        top,"tool=""xz"",level=1",loss,,2001-09-09T01:46:40.000000001Z,NaN
        top,"tool=""xz"",level=1",loss,0,2001-09-09T01:46:40.000000002Z,Infinity
        top,"tool=""xz"",level=1",loss,1,2001-09-09T01:46:40.000000003Z,-Infinity
        top,"tool=""xz"",level=1",loss,2,2001-09-09T01:46:40.000000004Z,-0
        top,"tool=""xz"",level=1",loss,3,2001-09-09T01:46:40.000000005Z,5E-324
        top,"tool=""xz"",level=1",loss,4,2001-09-09T01:46:40.000000006Z,1E+300

        """";

    [Fact]
    public async Task A_CSV_file_has_a_line_for_each_point_of_a_run_and_its_children()
    {
        var run = await FillAsync();
        Assert.Equal(Csv, Encoding.UTF8.GetString(await ExportAsync(ExportForm.Csv, run)));
    }

    [Fact]
    public async Task A_child_alone_and_with_its_parent_is_named_the_same_and_once()
    {
        var run = await FillAsync();
        var child = (await Store.Runs.FindAsync("part", Token))!;
        Assert.Equal(Csv, Encoding.UTF8.GetString(await ExportAsync(ExportForm.Csv, child, run)));
        var alone = Encoding.UTF8.GetString(await ExportAsync(ExportForm.Csv, child)).Split('\n');
        Assert.Equal(Csv.Split('\n').Where(line => !line.Contains("cpu", StringComparison.Ordinal)), alone);
    }

    [Fact]
    public async Task JSON_lines_are_an_object_for_each_point()
    {
        var lines = Encoding.UTF8.GetString(await ExportAsync(ExportForm.Jsonl, await FillAsync())).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + Values.Length, lines.Length);
        Assert.Equal("""{"run":"top","case":"","metric":"cpu","step":null,"time":"1969-12-31T23:59:59.999999999Z","value":50}""", lines[0]);
        var points = lines[1..].Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.All(points, point => Assert.Equal("tool=\"xz\",level=1", point.GetProperty("case").GetString()));
        Assert.Equal(Values, points.Select(point => point.GetProperty("value") is { ValueKind: JsonValueKind.String } text ? double.Parse(text.GetString()!) : point.GetProperty("value").GetDouble()));
        Assert.Equal([-2, null, 0, 1, 2, 3, 4], points.Select(point => point.GetProperty("step") is { ValueKind: JsonValueKind.Number } step ? step.GetInt64() : (long?)null));
    }

    [Fact]
    public async Task A_Parquet_file_has_typed_columns()
    {
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(await ExportAsync(ExportForm.Parquet, await FillAsync())), cancellationToken: Token);
        Assert.Equal(["run", "case", "metric", "step", "time", "value"], reader.Schema.DataFields.Select(field => field.Name));
        using var group = reader.OpenRowGroupReader(0);
        Assert.Equal(1 + Values.Length, group.RowCount);
        Assert.Equal(new[] { 50.0 }.Concat(Values), await ReadAsync<double>(group, reader.Schema.FindDataField("value")));
        Assert.Equal(Values.Select((_, at) => 1_000_000_000 * Second + at).Prepend(-1), await ReadAsync<long>(group, reader.Schema.FindDataField("time")));
        var steps = new long?[1 + Values.Length];
        await group.ReadAsync<long>(reader.Schema.FindDataField("step"), steps, cancellationToken: Token);
        Assert.Equal([null, -2, null, 0, 1, 2, 3, 4], steps);
        var cases = new string[1 + Values.Length];
        await group.ReadAsync(reader.Schema.FindDataField("case"), cases, cancellationToken: Token);
        Assert.Equal(["", .. Values.Select(_ => "tool=\"xz\",level=1")], cases);
    }

    [Fact]
    public async Task Points_of_several_row_groups_are_all_there_in_order()
    {
        const int Count = 300_000;
        await BeginAsync("r1");
        await LogAsync(Block("r1", "loss", [.. Enumerable.Range(0, Count).Select(at => (double)at)]));
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(await ExportAsync(ExportForm.Parquet, (await Store.Runs.FindAsync("r1", Token))!)), cancellationToken: Token);
        Assert.Equal(3, reader.RowGroupCount);
        var values = new List<double>();
        for (var number = 0; number < reader.RowGroupCount; number++)
        {
            using var group = reader.OpenRowGroupReader(number);
            values.AddRange(await ReadAsync<double>(group, reader.Schema.FindDataField("value")));
        }

        Assert.Equal(Enumerable.Range(0, Count).Select(at => (double)at), values);
    }

    [Theory]
    [InlineData(ExportForm.Csv)]
    [InlineData(ExportForm.Parquet)]
    [InlineData(ExportForm.Jsonl)]
    public async Task An_export_replaces_what_an_export_has_written(ExportForm form)
    {
        using var folder = new TemporaryFolder();
        var (run, file, export) = (await FillAsync(), folder.File("points"), new RunExport(Store));
        Assert.Equal(8, await export.WriteFileAsync([run], ExportForm.Parquet, file, force: false, Token));
        Assert.Equal(8, await export.WriteFileAsync([run], form, file, force: false, Token));
        Assert.Equal(8, await export.WriteFileAsync([run], ExportForm.Csv, file, force: false, Token));
        Assert.Equal(Csv, await File.ReadAllTextAsync(file, Token));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("run,case,metric,step,time,value of mine\n")]
    [InlineData("PAR1 is how my text begins")]
    [InlineData("x")]
    public async Task Another_file_is_replaced_only_by_force(string content)
    {
        using var folder = new TemporaryFolder();
        var (run, file, export) = (await FillAsync(), folder.File("points"), new RunExport(Store));
        await File.WriteAllTextAsync(file, content, Token);
        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => export.WriteFileAsync([run], ExportForm.Csv, file, force: false, Token));
        Assert.Equal("FORAY190", failure.Diagnostics[0].Code);
        Assert.Equal(content, await File.ReadAllTextAsync(file, Token));
        await export.WriteFileAsync([run], ExportForm.Csv, file, force: true, Token);
        Assert.Equal(Csv, await File.ReadAllTextAsync(file, Token));
    }

    [Fact]
    public async Task A_run_that_is_part_of_itself_is_exported_once()
    {
        await ApplyAsync(
            new RunBegan(new Sdk.Tracking.RunStart("a", "speed", "a", Noon) { Parent = "b" }),
            new RunBegan(new Sdk.Tracking.RunStart("b", "speed", "b", Noon) { Parent = "a" }));
        await LogAsync(Block("a", "loss", 1));
        var lines = Encoding.UTF8.GetString(await ExportAsync(ExportForm.Csv, (await Store.Runs.FindAsync("a", Token))!)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
    }

    private async Task<byte[]> ExportAsync(ExportForm form, params StoredRun[] runs)
    {
        using var stream = new MemoryStream();
        await new RunExport(Store).WriteAsync(runs, form, stream, Token);
        return stream.ToArray();
    }

    private static async Task<T[]> ReadAsync<T>(ParquetRowGroupReader group, DataField field)
        where T : struct
    {
        var values = new T[group.RowCount];
        await group.ReadAsync<T>(field, values.AsMemory(), cancellationToken: Token);
        return values;
    }
}
