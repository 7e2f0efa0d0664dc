using Foray.Backends.Protobuf;

namespace Foray.Backends.TensorBoard;

/// <summary>Numbers counted in bins, as a <c>HistogramProto</c> (tensorflow/core/framework/summary.proto).</summary>
internal static class HistogramBins
{
    private const int Bins = 30;

    /// <summary>The message: 30 bins of one width between the least and the greatest number; one where all are the same.</summary>
    /// <param name="numbers">The numbers; finite.</param>
    public static ProtobufMessage Of(ReadOnlySpan<double> numbers)
    {
        var (least, greatest, sum, squares) = (double.PositiveInfinity, double.NegativeInfinity, 0.0, 0.0);
        foreach (var number in numbers)
            (least, greatest, sum, squares) = (Math.Min(least, number), Math.Max(greatest, number), sum + number, squares + (number * number));
        if (numbers.IsEmpty)
            (least, greatest) = (0, 0);
        var counts = new double[least < greatest ? Bins : 1];
        // Halves first: the difference of two numbers may be too large for one.
        var width = ((greatest / 2) - (least / 2)) / counts.Length * 2;
        foreach (var number in numbers)
            counts[width > 0 ? Math.Clamp((int)(((number / 2) - (least / 2)) / width * 2), 0, counts.Length - 1) : 0]++;
        var limits = Enumerable.Range(1, counts.Length).Select(bin => bin == counts.Length ? greatest : least + (bin * width)).ToList();
        return new ProtobufMessage().Double(1, least).Double(2, greatest).Double(3, numbers.Length).Double(4, sum).Double(5, squares).Doubles(6, limits).Doubles(7, counts);
    }
}
