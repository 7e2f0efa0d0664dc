using CsCheck;
using Foray.Sdk.Experiments;
using Foray.Sdk.Options;

namespace Foray.Sdk.Tests.Experiments;

public class CaseMatrixTests
{
    private static readonly Gen<Dictionary<string, IReadOnlyList<ScalarValue>>> Any =
        Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 4], Gen.String[Gen.Char.AlphaNumeric, 0, 3].HashSet[0, 4])[0, 4].Select(matrix =>
            matrix.ToDictionary(entry => entry.Key, IReadOnlyList<ScalarValue> (entry) => [.. entry.Value.Select(value => new ScalarValue(value))]));

    [Fact]
    public void The_last_parameter_changes_fastest_and_repetitions_faster_still() =>
        Assert.Equal(
            ["tool=gzip,level=1,repeat=1", "tool=gzip,level=1,repeat=2", "tool=gzip,level=9,repeat=1", "tool=gzip,level=9,repeat=2",
                "tool=xz,level=1,repeat=1", "tool=xz,level=1,repeat=2", "tool=xz,level=9,repeat=1", "tool=xz,level=9,repeat=2"],
            CaseMatrix.Expand(Matrix(("tool", ["gzip", "xz"]), ("level", ["1", "9"])), 2).Select(work => work.Name));

    [Fact]
    public void Without_a_matrix_there_is_one_case()
    {
        Assert.Equal((CaseMatrix.SingleCase, 1), Assert.Single(CaseMatrix.Expand(Matrix(), 1).Select(work => (work.Name, work.Repeat))));
        Assert.Equal(["repeat=1", "repeat=2"], CaseMatrix.Expand(Matrix(), 2).Select(work => work.Name));
    }

    [Fact]
    public void There_are_as_many_cases_as_counted_and_each_is_a_different_combination() =>
        Gen.Select(Any, Gen.Int[1, 4]).Sample((matrix, repeat) =>
        {
            var cases = CaseMatrix.Expand(matrix, repeat).ToList();
            Assert.Equal(CaseMatrix.Count(matrix, repeat), cases.Count);
            Assert.Distinct(cases.Select(work => work.Name));
            Assert.Distinct(cases.Select(work => string.Join('|', work.Parameters.Values) + "|" + work.Repeat));
            Assert.All(cases, work => Assert.Equal(matrix.Keys, work.Parameters.Keys));
        });

    [Fact]
    public void Too_many_cases_are_noticed_without_making_them()
    {
        var values = Enumerable.Range(0, 1000).Select(i => $"{i}").ToArray();
        Assert.Equal(-1, CaseMatrix.Count(Matrix(("a", values), ("b", values), ("c", values), ("d", values), ("e", values), ("f", values), ("g", values)), 10_000));
        Assert.Equal(CaseMatrix.MostCases, CaseMatrix.Count(Matrix(("a", values)), 100));
        Assert.Equal(-1, CaseMatrix.Count(Matrix(("a", values)), 101));
    }

    private static OrderedDictionary<string, IReadOnlyList<ScalarValue>> Matrix(params (string Name, string[] Values)[] parameters)
    {
        var matrix = new OrderedDictionary<string, IReadOnlyList<ScalarValue>>();
        foreach (var (name, values) in parameters)
            matrix[name] = [.. values.Select(value => new ScalarValue(value))];
        return matrix;
    }
}
