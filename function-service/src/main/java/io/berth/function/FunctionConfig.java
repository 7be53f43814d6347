package io.berth.function;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings of the function service. */
@ConfigMapping(prefix = "berth.function")
public interface FunctionConfig {
    /** The block from which each project's function network gets its subnet; no other pool of Berth's. */
    @WithDefault("10.204.0.0/16")
    String addresses();

    /** Prefix length of a function network: 23 has room for 254 instances of a project. */
    @WithDefault("23")
    @Min(16)
    @Max(26)
    int networkPrefix();

    /** Port of the Runtime API, to which only instances are let in. */
    @WithDefault("9001")
    int runtimePort();

    /** Image in which functions in JavaScript run. */
    @WithDefault("berth/runtime-node")
    String nodeImage();

    /** Image in which functions in Python run. */
    @WithDefault("berth/runtime-python")
    String pythonImage();

    /** What may be asked for, and what is the case when nothing is. */
    Limits limits();

    /** Instances and those who wait for one. */
    Fleet fleet();

    /** The record of invocations. */
    Ledger ledger();

    /** Bounds of functions. */
    interface Limits {
        /** Largest memory of a function in MB; the smallest is 128. */
        @WithDefault("2048")
        int maxMemoryMb();

        /** Longest time that one invocation may take. */
        @WithDefault("15m")
        Duration maxTimeout();

        /** Most instances of one function at a time. */
        @WithDefault("100")
        int maxInstances();

        /** Largest zip archive, as uploaded. */
        @WithDefault("16M")
        MemorySize code();

        /** Archives that are kept in memory for the next claim, in all. */
        @WithDefault("48M")
        MemorySize codeCache();
    }

    /** How instances come and go. */
    interface Fleet {
        /** Instances that wait, per project and runtime of which it has a function, for one to claim them. */
        @WithDefault("2")
        int pool();

        /** Memory in MB of an instance before it is claimed; a JavaScript function with more starts anew at its claim. */
        @WithDefault("512")
        int poolMemoryMb();

        /** Cores of an instance. */
        @WithDefault("1.0")
        double cpus();

        /** Processes and threads of an instance. */
        @WithDefault("256")
        int pids();

        /** Instances in all, those that wait to be claimed included. */
        @WithDefault("200")
        int most();

        /** Containers that are started at the same time on one host: the engine starts one after the other. */
        @WithDefault("2")
        int starts();

        /** How long a container may take until its runtime asks for a function. */
        @WithDefault("30s")
        Duration startTimeout();

        /** How long a function's code may take to load. */
        @WithDefault("10s")
        Duration initTimeout();

        /** How long an instance stays without a request. */
        @WithDefault("5m")
        Duration idle();

        /** How long a request waits for an instance. */
        @WithDefault("30s")
        Duration queueTimeout();

        /** Requests of one function that wait at most. */
        @WithDefault("1000")
        int queue();

        /** The pool is not filled up while a claimed instance answers its first request, but it waits no longer than this. */
        @WithDefault("60s")
        Duration refillHold();

        /** And not at once after the answer. */
        @WithDefault("500ms")
        Duration refillDelay();

        /** Pause after an instance could not be started. */
        @WithDefault("2s")
        Duration retry();
    }

    /** What is written down of invocations. */
    interface Ledger {
        /** How long an invocation can be looked at. */
        @WithDefault("24h")
        Duration keep();

        /** Most invocations that wait to be written; more are counted and lost. */
        @WithDefault("20000")
        int queue();

        /** Most invocations in one transaction. */
        @WithDefault("200")
        int batch();
    }
}
