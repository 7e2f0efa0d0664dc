using System.Text;
using CsCheck;
using Foray.Backends.TensorBoard;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Tracking;

namespace Foray.Backends.Tests.TensorBoard;

public sealed class TensorBoardBackendTests : IDisposable
{
    /// <summary>A grey pixel and a blank one, as a PNG.</summary>
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAQAAABeK7cBAAAADUlEQVR4nGNo+M/AAAAFAgGAQp+nnAAAAABJRU5ErkJggg==");

    private readonly FakeHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void The_checksum_is_CRC_32C()
    {
        var digits = Encoding.ASCII.GetBytes("123456789");
        Assert.Equal(0xE3069283, EventRecord.Checksum(digits));
        Assert.Equal(0xE3069283, TensorBoardEvent.Checksum(digits));
    }

    [Fact]
    public void The_checksum_of_any_bytes_is_that_of_the_table() =>
        Gen.Byte.Array[0, 100].Sample(bytes => EventRecord.Checksum(bytes) == TensorBoardEvent.Checksum(bytes));

    [Fact]
    public async Task Scalars_have_name_step_time_and_value()
    {
        await WriteAsync(
            Some.Scalar("loss", 0.5, 0), Some.Scalar("loss", double.NaN, 3), Some.Scalar("a/b ☃", double.NegativeInfinity, long.MaxValue), Some.Scalar("loss", 1, null) with { Sequence = 77 });
        var values = TensorBoardEvent.ReadValues(FileOf("run-1"));
        Assert.Equal([("loss", 0, 0.5f), ("loss", 3, float.NaN), ("a/b ☃", long.MaxValue, float.NegativeInfinity), ("loss", 77, 1)], values.Select(value => (value.Value.Text(1), value.Step, value.Value.Float(2))));
        Assert.Equal(Some.Nanoseconds(0) / 1e9, values[0].Time, 6);
    }

    [Fact]
    public async Task A_file_is_named_after_second_host_and_process()
    {
        await WriteAsync(Some.Scalar("loss", 1));
        Assert.Equal($"events.out.tfevents.{_host.Clock.GetUtcNow().ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}.0", Path.GetFileName(FileOf("run-1")));
    }

    [Fact]
    public async Task Texts_parameters_and_tags_are_tensors_of_the_text_plugin()
    {
        await WriteAsync(Some.Of(MetricType.Text, "note", "Größe"), Some.Of(MetricType.Parameter, "lr") with { Number = 0.1 }, Some.Of(MetricType.Tag, "who", "me"));
        var values = TensorBoardEvent.ReadValues(FileOf("run-1")).Select(value => value.Value).ToList();
        Assert.Equal([("note", "Größe"), ("parameters/lr", "0.1"), ("tags/who", "me")], values.Select(value => (value.Text(1), value.Message(8).Text(8))));
        Assert.All(values, value => Assert.Equal("text", value.Message(9).Message(1).Text(1)));
        Assert.All(values, value => Assert.Equal((7, 1), (value.Message(8).Integer(1), value.Message(8).Message(2).Message(2).Integer(1))));
    }

    [Fact]
    public async Task A_histogram_counts_every_number_in_its_bin()
    {
        await WriteAsync(Histogram([0, 1, 1, 30]), Histogram([5, 5]), Histogram([]));
        var values = TensorBoardEvent.ReadValues(FileOf("run-1")).Select(value => value.Value.Message(5)).ToList();
        Assert.Equal((0, 30, 4, 32, 902), (values[0].Double(1), values[0].Double(2), values[0].Double(3), values[0].Double(4), values[0].Double(5)));
        Assert.Equal(Enumerable.Range(1, 30).Select(limit => (double)limit), values[0].Doubles(6));
        Assert.Equal([1, 2, 1], values[0].Doubles(7).Where(count => count > 0));
        Assert.Equal([2], values[1].Doubles(7));
        Assert.Equal([0], values[2].Doubles(7));
    }

    [Fact]
    public void Any_histogram_has_each_number_in_a_bin() => Gen.Double.Where(double.IsFinite).Array[1, 50].Sample(numbers =>
    {
        var bins = new Protobuf.WireMessage(HistogramBins.Of(numbers).Bytes);
        var (limits, counts) = (bins.Doubles(6), bins.Doubles(7));
        Assert.Equal(numbers.Length, counts.Sum());
        Assert.Equal(numbers.Max(), limits[^1]);
        Assert.Equal(limits.Order(), limits);
    });

    [Fact]
    public async Task An_image_has_the_size_that_its_header_says()
    {
        await WriteAsync(Some.Of(MetricType.Image, "sample") with { Content = Png, MediaType = "image/png" });
        var image = TensorBoardEvent.ReadValues(FileOf("run-1")).Single().Value.Message(4);
        Assert.Equal((1, 2, 2), (image.Integer(1), image.Integer(2), image.Integer(3)));
        Assert.Equal(Png, image.Bytes(4));
    }

    [Fact]
    public async Task What_has_no_form_there_is_left_out_and_told()
    {
        var backend = await WriteAsync(
            Some.Scalar("large", 1e39), Some.Of(MetricType.Image, "sample") with { Content = new byte[] { 1 } }, Histogram([1, double.NaN]), Some.Scalar("loss", 1));
        Assert.Equal(3, backend.Refused.Sum(some => some.Count));
        Assert.Equal(3, backend.Refused.Count);
        Assert.Single(TensorBoardEvent.ReadValues(FileOf("run-1")));
    }

    [Fact]
    public async Task A_file_that_was_cut_anywhere_has_its_whole_records()
    {
        await WriteAsync(Some.Scalar("loss", 1), Some.Of(MetricType.Text, "note", "words"), Some.Scalar("loss", 2));
        var file = await File.ReadAllBytesAsync(FileOf("run-1"), TestContext.Current.CancellationToken);
        var counts = Enumerable.Range(0, file.Length + 1).Select(length => TensorBoardEvent.ReadAll(file.AsSpan(0, length)).Count).ToList();
        Assert.Equal(counts.Order(), counts);
        Assert.Equal((0, 4), (counts[0], counts[^1]));
    }

    [Fact]
    public async Task A_restart_goes_on_in_a_new_file()
    {
        await WriteAsync(Some.Scalar("loss", 1));
        var first = await File.ReadAllBytesAsync(FileOf("run-1"), TestContext.Current.CancellationToken);
        await WriteAsync(Some.Scalar("loss", 2));
        var files = Directory.GetFiles(Path.Combine(_host.Folder, "run-1")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal([1, 2], files.Select(file => TensorBoardEvent.ReadValues(file).Single().Value.Float(2)));
        Assert.Equal(first, await File.ReadAllBytesAsync(files[0], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Each_run_has_a_folder()
    {
        await WriteAsync(Some.Scalar("loss", 1), Some.Scalar("loss", 2, run: "run-2"), Some.Scalar("loss", 3));
        Assert.Equal([1, 3], TensorBoardEvent.ReadValues(FileOf("run-1")).Select(value => value.Value.Float(2)));
        Assert.Equal([2], TensorBoardEvent.ReadValues(FileOf("run-2")).Select(value => value.Value.Float(2)));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_leaves_the_batch_to_the_host()
    {
        await File.WriteAllTextAsync(Path.Combine(_host.Folder, "run-1"), "a file", TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<DiagnosticException>(() => WriteAsync(Some.Scalar("loss", 1)));
        Assert.Equal("FORAY391", error.Diagnostics[0].Code);
    }

    private static Metric Histogram(double[] numbers) => Some.Of(MetricType.Histogram, "weights") with { Numbers = numbers };

    private string FileOf(string run) => Directory.GetFiles(Path.Combine(_host.Folder, run)).Single();

    /// <summary>Writes with a new instance that ends as a killed one does: without a stop.</summary>
    private async Task<TensorBoardBackend> WriteAsync(params IReadOnlyList<Metric> batch)
    {
        var backend = PluginUnderTest.Create<TensorBoardBackend>(new { _host.Folder }, _host);
        await backend.WriteAsync(batch, TestContext.Current.CancellationToken);
        return backend;
    }
}
