package io.berth.image.buildx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {
    private static final Dockerfile FILE = Dockerfile.parse("""
            # syntax = docker/dockerfile:1
            # a comment
            ARG BASE=debian
            FROM $BASE AS Tools
            ENV A=1
            RUN make \\
                # in between

                all
            COPY <<one <<"two" /
            RUN not an instruction
            one
            RUN neither
            two
            RUN echo done

            from --platform=linux/amd64 team/app:2
            WORKDIR /w
            RUN echo $A
            FROM scratch AS last
            copy --from=tools /a /b
            """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[tools 1/4] FROM docker.io/library/debian | 4",
                "[tools 2/4] RUN make     all | 6",
                "[tools 3/4] COPY <<one <<two / | 10",
                "[tools 4/4] RUN echo done | 15",
                "[stage-1 2/3] WORKDIR /w | 18",
                "[stage-1 3/3] RUN echo 1 | 19",
                "[last 1/1] COPY --from=tools /a /b | 21",
                "[linux/amd64 tools 4/4] RUN echo done | 15",
                "[internal] load metadata for docker.io/team/app:2 | 17"
            })
    void aStepIsFoundWhereItStands(String step, int line) {
        assertThat(FILE.lineOf(step)).hasValue(line);
    }

    @Test
    void theOnlyStageHasNoName() {
        var file = Dockerfile.parse("FROM a\n\nEXPOSE 80\nRUN one\nRUN two");

        assertThat(file.lineOf("[3/3] RUN two")).hasValue(5);
        assertThat(file.lineOf("[2/3] RUN one")).hasValue(4);
    }

    @Test
    void aStageThatBeginsWithAnotherHasOneStepLess() {
        var file = Dockerfile.parse("FROM a AS first\nRUN one\nFROM First AS second\nRUN two\n");

        assertThat(file.lineOf("[first 2/2] RUN one")).hasValue(2);
        assertThat(file.lineOf("[second 1/1] RUN two")).hasValue(4);
    }

    @Test
    void aStepThatAnOnbuildShiftedIsFoundByItsWords() {
        var file = Dockerfile.parse("FROM a\nCOPY x y\nRUN  two   words");

        assertThat(file.lineOf("[9/9] RUN two words")).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"exporting to image", "[7/9] RUN nothing like it", "[internal] load metadata for other/image"})
    void whatStandsNowhereHasNoLine(String step) {
        assertThat(FILE.lineOf(step)).isEmpty();
    }

    @Test
    void theFrontendIsTheOneOfTheFirstLines() {
        assertThat(FILE.syntax()).hasValue("docker/dockerfile:1");
        assertThat(Dockerfile.parse("# escape=`\n#SYNTAX=a/b\nFROM x").syntax()).hasValue("a/b");
        assertThat(Dockerfile.parse("# hello\n# syntax=a/b\nFROM x").syntax()).isEmpty();
        assertThat(Dockerfile.parse("FROM x\n# syntax=a/b").syntax()).isEmpty();
    }

    @Test
    void anotherEscapeIsUnderstood() {
        var file = Dockerfile.parse("# escape=`\nFROM a\nRUN one `\n two\nRUN c:\\\nRUN three");

        assertThat(file.lineOf("[4/4] RUN three")).hasValue(6);
    }
}
