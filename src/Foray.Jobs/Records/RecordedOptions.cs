using System.Text.Json;

namespace Foray.Jobs.Records;

/// <summary>How a job was run.</summary>
/// <param name="Parallel">How many tests ran at once.</param>
/// <param name="FailFast">True where no test was begun any more after one had failed.</param>
/// <param name="Timeout">Longest time for all tests; null for none.</param>
/// <param name="Grace">How long tests could take to end.</param>
/// <param name="Order">In which order they had their turn.</param>
internal sealed record RecordedOptions(int Parallel, bool FailFast, TimeSpan? Timeout, TimeSpan Grace, TestOrder Order)
{
    public static RecordedOptions Of(Job job) => new(job.Parallel, job.FailFast, job.Timeout, job.Grace, job.Order);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteNumber("parallel", Parallel);
        writer.WriteBoolean("fail_fast", FailFast);
        if (Timeout is { } timeout)
            writer.WriteNumber("timeout_ticks", timeout.Ticks);
        writer.WriteNumber("grace_ticks", Grace.Ticks);
        writer.WriteString("order", Order.ToString());
    }

    public static RecordedOptions Read(JsonElement options) => new(
        options.GetProperty("parallel").GetInt32(),
        options.GetProperty("fail_fast").GetBoolean(),
        options.TryGetProperty("timeout_ticks", out var ticks) ? TimeSpan.FromTicks(ticks.GetInt64()) : null,
        TimeSpan.FromTicks(options.GetProperty("grace_ticks").GetInt64()),
        Enum.Parse<TestOrder>(options.GetProperty("order").GetString()!));
}
