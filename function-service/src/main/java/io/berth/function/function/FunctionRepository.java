package io.berth.function.function;

import io.berth.web.ResourceRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class FunctionRepository extends ResourceRepository<Function> {
    FunctionRepository() {
        super("function");
    }

    void keepCode(String function, byte[] zip) {
        getEntityManager().merge(new FunctionCode(function, zip));
    }

    byte[] code(String function) {
        return getEntityManager().find(FunctionCode.class, function).zip;
    }

    List<Function> ofProject(String project) {
        return list("project = ?1 order by id", project);
    }

    List<String> projects() {
        return find("select distinct project from Function")
                .project(String.class)
                .list();
    }
}
