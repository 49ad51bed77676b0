package dev.rayport.base;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Component;

/** How many rows there are, as far as anybody wants to know: nobody pages through all of a year. */
@Component
public class CappedCount {

  /** What is counted exactly, and can be scrolled to. */
  public static final int MOST = 10_000;

  private final EntityManager rows;

  CappedCount(EntityManager rows) {
    this.rows = rows;
  }

  /** Exact up to {@link #MOST}; one more than that stands for any number beyond. */
  public <E> long of(Class<E> entity, Specification<E> which) {
    var is = rows.getCriteriaBuilder();
    CriteriaQuery<Integer> asked = is.createQuery(Integer.class);
    Root<E> each = asked.from(entity);
    asked.select(is.literal(1));
    var condition = which.toPredicate(each, asked, is);
    if (condition != null) {
      asked.where(condition);
    }
    return rows.createQuery(asked).setMaxResults(MOST + 1).getResultList().size();
  }
}
